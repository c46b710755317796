// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/run.h"
#include "session/sweeps.h"

#include <QtTest>

using namespace streamscope;

/// Loop mode as a window sees it, over a real runner.
class TstRunLoop : public QObject
{
    Q_OBJECT

    static session::RunRequest request(const char* experiment, const char* layout)
    {
        session::RunRequest request{*workload::Experiment::find(experiment), {"serial", layout}, {}, {}};
        request.valueFeed = std::make_shared<session::ValueFeed>();
        return request;
    }

    static void addKernel(trace::EventSink& sink, trace::TrackId track, Ns startNs, int bytes)
    {
        trace::OperationDetails details;
        details.bytes = bytes;
        sink.addSlice(
            track, {startNs, 90, sink.intern("A"), trace::SliceKind::kernelOther, sink.addDetails(details), 0, 0, 0});
    }

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("STREAMSCOPE_RUNNER"))
            qputenv("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli");
    }

    void everyTracedRoundIsATraceThatStartsAtZero()
    {
        std::vector<trace::TracePointer> sweeps;
        std::stop_source stop;
        session::RunListener listener;
        listener.onTrace = [&](std::size_t layout, trace::TracePointer sweep) {
            QCOMPARE(layout, std::size_t(1));
            sweeps.push_back(std::move(sweep));
            if (sweeps.size() == 3)
                stop.request_stop();
        };
        const Status ended = session::runLoop(request("three-kernels", "streams"), 1, listener, stop.get_token());
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::cancelled);
        QVERIFY(sweeps.size() >= 3);
        QCOMPARE(sweeps[0]->extent().startNs, Ns(0));
        for (const trace::TracePointer& sweep : sweeps) {
            QCOMPARE(sweep->info().metadata.at("layout"), std::string("\"streams\""));
            // The model gives every round the same times.
            QCOMPARE(sweep->extent(), sweeps[0]->extent());
            QCOMPARE(sweep->sliceCount(), sweeps[0]->sliceCount());
        }
        // Rounds that were not traced came between.
        QCOMPARE(sweeps[1]->info().unprofiledNs, sweeps[1]->info().makespanNs);
    }

    void aValueThatIsSetReachesTheRounds()
    {
        session::RunRequest asked = request("dcka", "graph-streams");
        asked.values["samples"] = 64;
        std::stop_source stop;
        std::vector<Ns> makespans;
        bool arrived = false;
        session::RunListener listener;
        listener.onTrace = [&](std::size_t, const trace::TracePointer& sweep) {
            makespans.push_back(sweep->info().makespanNs);
            arrived = sweep->info().metadata.at("parameters").find("2048") != std::string::npos;
            if (arrived || makespans.size() == 50)
                stop.request_stop();
            else
                asked.valueFeed->set({{"samples", 2048}});
        };
        QVERIFY(!session::runLoop(asked, 1, listener, stop.get_token()));
        QVERIFY(arrived);
        QVERIFY(makespans.back() > makespans.front()); // 32 times the samples
    }

    void anErrorOfTheRunnerEndsTheLoop()
    {
        session::RunRequest asked = request("dcka", "streams");
        asked.values["samples"] = -1;
        const Status ended = session::runLoop(asked, 1, {}, {});
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::input);
    }

    void whatTheStreamDefinesOnceServesLaterRounds()
    {
        session::Sweeps sweeps;
        trace::TrackInfo info;
        info.name = "stream 1";
        const trace::TrackId track = sweeps.addTrack(info);
        QVERIFY(!sweeps.take(0, {}));
        addKernel(sweeps, track, 1010, 7);
        const trace::TracePointer first = sweeps.take(1000, {});
        addKernel(sweeps, track, 5010, 8);
        const trace::TracePointer second = sweeps.take(5000, {});
        for (const auto& [trace, bytes] : {std::pair(first, 7), std::pair(second, 8)}) {
            QCOMPARE(trace->tracks().size(), std::size_t(1));
            QCOMPARE(trace->tracks()[0].size(), std::size_t(1));
            QCOMPARE(trace->tracks()[0].startNs[0], Ns(10)); // 1010 − 1000, 5010 − 5000
            QCOMPARE(trace->name(trace->tracks()[0].name[0]), std::string_view("A"));
            QCOMPARE(trace->details(trace->tracks()[0].details[0]).bytes, std::int64_t(bytes));
        }
    }
};

QTEST_APPLESS_MAIN(TstRunLoop)
#include "tst_run_loop.moc"
