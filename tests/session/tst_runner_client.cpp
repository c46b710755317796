// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/run.h"
#include "session/runner_client.h"
#include "trace/trace_builder.h"

#include <QtTest>

#include <thread>

using namespace streamscope;

/// How the session talks to runners, good ones and such as tests/session makes of a shell.
class TstRunnerClient : public QObject
{
    Q_OBJECT

    static constexpr const char* hello = R"({"type":"hello","protocol":1,"version":"t","device":null,"profile":null})";
    static constexpr const char* track =
        R"({"type":"track","id":0,"kind":"stream","name":"stream 1","process":"GPU 0","pid":0,"tid":1,"device":0,"context":1,"stream":1,"rank":0,"sort":0})";
    static constexpr const char* name = R"({"type":"name","id":1,"text":"A"})";
    static constexpr const char* slice =
        R"({"type":"slice","track":0,"name":1,"start_ns":10,"dur_ns":5,"kind":"kernel","correlation":1,"branch":0,"id":0})";

    const std::string m_program =
        qEnvironmentVariable("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli").toStdString();

    /// A prefix that makes a shell script of the runner; the script finds the real one's command in "$@".
    static std::string shell(const std::string& script) { return "sh -c '" + script + "' sh"; }

    static std::string say(std::initializer_list<const char*> lines)
    {
        std::string script;
        for (const char* line : lines)
            script +=
                std::string("printf \"%s\\n\" ") + "\"" + QString(line).replace('"', "\\\"").toStdString() + "\"; ";
        return script;
    }

    static session::RunRequest request(const std::string& via)
    {
        session::RunRequest request{*workload::Experiment::find("three-kernels"), {"streams"}, {}, {}};
        request.target.via = via;
        return request;
    }

    static Result<session::RunnerReply> talk(const std::string& script, trace::EventSink& sink,
                                             std::stop_token stop = {})
    {
        session::Conversation conversation;
        conversation.via = shell(script);
        conversation.request = {{"protocol", 1}};
        return session::converse(conversation, sink, stop);
    }

private slots:
    void init()
    {
        qputenv("STREAMSCOPE_RUNNER", QByteArray::fromStdString(m_program));
        qputenv("STREAMSCOPE_REMOTE_RUNNER", QByteArray::fromStdString(m_program));
    }

    void aPrefixIsSplitAsAShellWould()
    {
        QCOMPARE(session::commandWords("ssh  gpubox"), (std::vector<std::string>{"ssh", "gpubox"}));
        QCOMPARE(session::commandWords("sh -c 'a b' \"c d\"e ''"),
                 (std::vector<std::string>{"sh", "-c", "a b", "c de", ""}));
        QCOMPARE(session::commandWords("  "), std::vector<std::string>{});
    }

    void aRunnerElsewhereGivesTheSameTimesAsTheSimulatorHere()
    {
        const Result<analysis::Comparison> here = session::run(request(""), {}, {});
        const Result<analysis::Comparison> there = session::run(request("env A=b"), {}, {});
        QVERIFY(here);
        QVERIFY(there);
        QCOMPARE(there->layouts[0].makespanNs, here->layouts[0].makespanNs);
        QCOMPARE(there->layouts[0].metrics.gpuBusyNs, here->layouts[0].metrics.gpuBusyNs);
        QCOMPARE(there->provenance, here->provenance);
        QCOMPARE(there->device, here->device);
    }

    void bannersBeforeHelloAreSkipped()
    {
        const std::string via = shell("echo Welcome to gpubox; echo \"{ half a line\"; exec \"$@\"");
        const Result<analysis::Comparison> there = session::run(request(via), {}, {});
        QVERIFY2(there, there ? "" : there.error().message.id.c_str());
    }

    void aRunnerKilledInMidRunIsAnErrorAndLeavesWhatHadArrived()
    {
        trace::TraceBuilder builder;
        const auto reply = talk(say({hello, track, name, slice}) + "kill -KILL $$", builder);
        QVERIFY(!reply);
        QCOMPARE(reply.error().message.id, std::string("session.runner-killed"));
        QCOMPARE(reply.error().kind, ErrorKind::run);
        QCOMPARE(builder.finish()->sliceCount(), std::size_t(1));
    }

    void theListenerKeepsTheTimelineOfAKilledRunner()
    {
        // The unprofiled child gives a time, the traced one dies after its first slice.
        const std::string via = shell("read -r request; case \"$request\" in *cupti*|*stamps*) " +
                                      say({hello, track, name, slice}) + "kill -KILL $$;; esac; " +
                                      say({hello, R"({"type":"result","result":{"layouts":[{"makespan_ns":[5]}]}})"}));
        session::RunRequest asked = request(via);
        trace::TracePointer last;
        session::RunListener listener;
        listener.onTrace = [&](std::size_t, trace::TracePointer soFar) { last = soFar; };
        const Result<analysis::Comparison> comparison = session::run(asked, listener, {});
        QVERIFY(!comparison);
        QCOMPARE(comparison.error().message.id, std::string("session.runner-killed"));
        QVERIFY(last);
        QCOMPARE(last->sliceCount(), std::size_t(1));
        QVERIFY(last->trust().truncated);
    }

    void nothingIsBrokenOffWhereNothingHadArrived()
    {
        const std::string via = shell("read -r request; " + say({hello}) + "kill -KILL $$");
        session::RunListener listener;
        bool told = false;
        listener.onBroken = [&](std::size_t, trace::TracePointer) { told = true; };
        QVERIFY(!session::run(request(via), listener, {}));
        QVERIFY(!told);
    }

    void aTraceOfTheSimulatorElsewhereIsOfTheModelToo()
    {
        const Result<analysis::Comparison> here = session::run(request(""), {}, {});
        const Result<analysis::Comparison> there = session::run(request("env A=b"), {}, {});
        QVERIFY(here && there);
        const trace::TraceInfo &was = here->layouts[0].trace->info(), &is = there->layouts[0].trace->info();
        QCOMPARE(is.provenance, was.provenance);
        QCOMPARE(is.devices.size(), std::size_t(1));
        QCOMPARE(is.devices[0].sms, was.devices[0].sms);
    }

    void garbageAfterHelloIsAnErrorNotACrash()
    {
        trace::TraceBuilder builder;
        const auto reply = talk(say({hello, track, name, slice}) + "head -c 200000 /dev/urandom; exit 0", builder);
        QVERIFY(!reply);
        QCOMPARE(reply.error().message.id, std::string("session.runner-ended"));
        QCOMPARE(builder.finish()->sliceCount(), std::size_t(1));
    }

    void aProgramThatIsNoRunnerIsToldFromOneThatDied()
    {
        trace::TraceBuilder builder;
        const auto reply = talk("echo Permission denied >&2; exit 255", builder);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::device);
        QCOMPARE(reply.error().message.id, std::string("session.runner-no-hello"));
        QCOMPARE(reply.error().message.arguments, (std::vector<std::string>{"255", ": Permission denied"}));
    }

    void aProgramThatTalksOnAndNeverSaysHelloIsEnded()
    {
        trace::TraceBuilder builder;
        const auto reply = talk("yes", builder);
        QVERIFY(!reply);
        QCOMPARE(reply.error().message.id, std::string("session.runner-no-answer"));
    }

    void aRunnersOwnErrorComesThrough()
    {
        trace::TraceBuilder builder;
        session::Conversation conversation;
        conversation.request = {{"protocol", 99}};
        const auto reply = session::converse(conversation, builder, {});
        QVERIFY(!reply);
        QCOMPARE(reply.error().message.id, std::string("runner.bad-request"));
        QCOMPARE(reply.error().place, std::string("#/protocol"));
    }

    void aMissingRunnerIsAnErrorWithItsPath()
    {
        qputenv("STREAMSCOPE_RUNNER", "/nowhere/streamscope-cli");
        trace::TraceBuilder builder;
        const auto reply = session::converse({}, builder, {});
        QVERIFY(!reply);
        QCOMPARE(reply.error().file, std::string("/nowhere/streamscope-cli"));
        QCOMPARE(reply.error().kind, ErrorKind::device);
    }

    void aCancelReachesARunnerThatRuns()
    {
        std::stop_source stop;
        session::Conversation conversation;
        conversation.request = session::requestLine(request(""), {"streams"}, "none");
        conversation.request["options"]["loop"] = true;
        conversation.request["options"]["loop_pause_ms"] = 60000;
        conversation.onHello = [&](const nlohmann::json&) { stop.request_stop(); };
        trace::TraceBuilder builder;
        const auto reply = session::converse(conversation, builder, stop.get_token());
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::cancelled);
    }

    void aCancelEndsARunnerThatDoesNotListen()
    {
        std::stop_source stop;
        session::Conversation conversation;
        conversation.via = shell(say({hello}) + "exec sleep 1000");
        conversation.onHello = [&](const nlohmann::json&) { stop.request_stop(); };
        trace::TraceBuilder builder;
        const auto reply = session::converse(conversation, builder, stop.get_token());
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::cancelled);
    }

    void withoutAGpuTheReasonIsGiven()
    {
        for (const session::DeviceEntry& entry : session::devices()) {
            if (entry.target.kind == session::Target::Kind::cuda && !entry.available)
                QVERIFY(entry.note.id.starts_with("cuda."));
            if (entry.target.kind == session::Target::Kind::simulator)
                QVERIFY2(entry.available, entry.note.id.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TstRunnerClient)
#include "tst_runner_client.moc"
