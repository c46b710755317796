// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "runner/request.h"

#include <QtTest>

using namespace streamscope;

class TstRequest : public QObject
{
    Q_OBJECT

    static std::string line(const std::string& rest)
    {
        return R"({"protocol": 1, "experiment": {"streamscope": 1, "name": "e", "title": "", "description": "",)"
               R"("branches": [{"name": "b", "operations": [{"kernel": {"kernel": "empty"}}]}],)"
               R"("layouts": [{"name": "z", "streams": [{"name": "s"}], "assign": {"b": "s"}},)"
               R"({"name": "a", "streams": [{"name": "s"}], "assign": {"b": "s"}}]})" +
               rest + "}";
    }

    /// A loop of an experiment with the parameter n, 1 … 9.
    const std::string looping =
        R"({"protocol": 1, "experiment": {"streamscope": 1, "name": "e", "title": "", "description": "",)"
        R"("parameters": {"n": {"value": 1, "min": 1, "max": 9}},)"
        R"("branches": [{"name": "b", "operations": [{"kernel": {"kernel": "empty"}}]}],)"
        R"("layouts": [{"name": "z", "streams": [{"name": "s"}], "assign": {"b": "s"}}]}, "options": {"loop": true}})";

private slots:
    void aPlainRequestRunsAllLayoutsOnTheFirstGpuUntraced()
    {
        const Result<runner::Request> request = runner::parseRequest(line(""));
        QVERIFY(request);
        QVERIFY(request->run);
        QVERIFY(request->run->layouts.empty());
        QCOMPARE(request->run->target.text(), std::string("cuda:0"));
        QCOMPARE(request->tracing, backend::Tracing::none);
        QVERIFY(!request->loop);
    }

    void aKeyThatNobodyKnowsIsAnError()
    {
        const Result<runner::Request> misspelt = runner::parseRequest(line(R"(, "layuot": "a")"));
        QVERIFY(!misspelt);
        QCOMPARE(misspelt.error().place, std::string("#/layuot"));
        QVERIFY(runner::parseRequest(line(R"(, "file": "e.json", "layouts": ["a"], "set": {}, "options": {})")));
    }

    void layoutsKeepTheOrderOfTheFile()
    {
        const Result<runner::Request> request = runner::parseRequest(line(""));
        QVERIFY(request);
        QCOMPARE(request->run->experiment.layoutNames(), (std::vector<std::string>{"z", "a"}));
    }

    void everyOptionIsRead()
    {
        const Result<runner::Request> request = runner::parseRequest(line(
            R"(, "layout": "a", "set": {"n": 3}, "options": {"device": 2, "repeat": 7, "trace": "stamps", "blocks": true,
                  "loop": true, "pace": 0.5, "trace_every": 10, "loop_pause_ms": 5, "hang_limit_s": 2, "gate": true, "gate_timeout_ms": 30})"));
        QVERIFY(request);
        QCOMPARE(request->run->gateNs, Ns(30'000'000));
        QCOMPARE(request->run->layouts, std::vector<std::string>{"a"});
        QCOMPARE(request->run->values.at("n"), 3.0);
        QCOMPARE(request->run->target.text(), std::string("cuda:2"));
        QCOMPARE(request->run->repeat, 7);
        QCOMPARE(request->tracing, backend::Tracing::stamps);
        QVERIFY(request->run->blocks);
        QVERIFY(request->loop);
        QCOMPARE(request->run->pace, 0.5);
        QCOMPARE(request->traceEvery, 10);
        QCOMPARE(request->loopPauseMs, 5);
        QCOMPARE(request->hangLimitNs, Ns(2'000'000'000));
    }

    void anotherPlaceMayBeNamed()
    {
        const Result<runner::Request> request = runner::parseRequest(line(R"(, "options": {"on": "simulator:t4"})"));
        QVERIFY(request);
        QCOMPARE(request->run->target.text(), std::string("simulator:t4"));
    }

    void badOptionsAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("place");
        QTest::newRow("no object") << "[]"
                                   << "#/options";
        QTest::newRow("text for a number") << R"({"repeat": "x"})"
                                           << "#/options/repeat";
        QTest::newRow("a fraction for a whole number") << R"({"repeat": 1.5})"
                                                       << "#/options/repeat";
        QTest::newRow("a negative count") << R"({"repeat": -1})"
                                          << "#/options/repeat";
        QTest::newRow("a count beyond measure") << R"({"repeat": 18446744073709551615})"
                                                << "#/options/repeat";
        QTest::newRow("a negative pace") << R"({"pace": -1})"
                                         << "#/options/pace";
        QTest::newRow("no time at all") << R"({"hang_limit_s": 0})"
                                        << "#/options/hang_limit_s";
        QTest::newRow("every zeroth") << R"({"trace_every": 0})"
                                      << "#/options/trace_every";
        QTest::newRow("a negative pause") << R"({"loop_pause_ms": -7})"
                                          << "#/options/loop_pause_ms";
        QTest::newRow("a negative device") << R"({"device": -1})"
                                           << "#/options/device";
        QTest::newRow("a number for a flag") << R"({"loop": 1})"
                                             << "#/options/loop";
        QTest::newRow("a number for a way of tracing") << R"({"trace": 1})"
                                                       << "#/options/trace";
        QTest::newRow("a number for a place") << R"({"on": 5})"
                                              << "#/options/on";
        QTest::newRow("nothing for a place") << R"({"on": null})"
                                             << "#/options/on";
        QTest::newRow("an unknown option") << R"({"repeat": 2, "re/peats": 3})"
                                           << "#/options/re~1peats";
    }
    void badOptionsAreRefusedWithTheirPlace()
    {
        QFETCH(QString, options);
        QFETCH(QString, place);
        const Result<runner::Request> request = runner::parseRequest(line(R"(, "options": )" + options.toStdString()));
        QVERIFY(!request);
        QCOMPARE(QString::fromStdString(request.error().place), place);
        QCOMPARE(request.error().message.id, std::string("runner.bad-request"));
        QCOMPARE(request.error().kind, ErrorKind::input);
    }

    void aPlaceThatIsNoneIsRefusedWhereItStands()
    {
        const Result<runner::Request> request = runner::parseRequest(line(R"(, "options": {"on": "abacus"})"));
        QVERIFY(!request);
        QCOMPARE(request.error().place, std::string("#/options/on"));
        QCOMPARE(request.error().message.id, std::string("session.unknown-target"));
    }

    void whatIsNoRequestIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("no JSON") << "hello"
                                 << "";
        QTest::newRow("an array") << "[]"
                                  << "";
        QTest::newRow("another protocol") << R"({"protocol": 2})"
                                          << "#/protocol";
        QTest::newRow("no experiment") << R"({"protocol": 1})"
                                       << "#/experiment";
        QTest::newRow("an unknown query") << R"({"protocol": 1, "query": "weather"})"
                                          << "#/query";
        QTest::newRow("a layout that is no name") << QString::fromStdString(line(R"(, "layout": 3)")) << "#/layout";
        QTest::newRow("one layout and several")
            << QString::fromStdString(line(R"(, "layout": "a", "layouts": ["a", "z"])")) << "#/layouts";
        QTest::newRow("values that are none") << QString::fromStdString(line(R"(, "set": [])")) << "#/set";
        QTest::newRow("a value that is text") << QString::fromStdString(line(R"(, "set": {"n": "x"})")) << "#/set/n";
        QTest::newRow("layouts that are no list") << QString::fromStdString(line(R"(, "layouts": 3)")) << "#/layouts";
        QTest::newRow("an unknown way of tracing")
            << QString::fromStdString(line(R"(, "options": {"trace": "magic"})")) << "#/options/trace";
    }
    void whatIsNoRequestIsRefusedWithItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const Result<runner::Request> request = runner::parseRequest(text.toStdString());
        QVERIFY(!request);
        QCOMPARE(QString::fromStdString(request.error().place), place);
        QCOMPARE(request.error().kind, ErrorKind::input);
    }

    void nothingStandsBehindANul()
    {
        QVERIFY(!runner::parseRequest(line("") + std::string("\0garbage", 8)));
        QVERIFY(!runner::parseControlLine(std::string("{\"cancel\": true}\0", 17), 2, *runner::parseRequest(line(""))));
    }

    void aBadExperimentKeepsItsOwnPlace()
    {
        const Result<runner::Request> request = runner::parseRequest(
            R"({"protocol": 1, "file": "mine.json", "experiment": {"streamscope": 1, "wrong": 1}})");
        QVERIFY(!request);
        QCOMPARE(request.error().file, std::string("mine.json"));
    }

    void aLoopTakesValuesAndCancellations()
    {
        const Result<runner::Request> loop = runner::parseRequest(looping);
        QVERIFY(loop);
        const Result<runner::ControlLine> cancel = runner::parseControlLine(R"({"cancel": true})", 2, *loop);
        QVERIFY(cancel && cancel->cancel);
        const Result<runner::ControlLine> set = runner::parseControlLine(R"({"set": {"n": 3}})", 2, *loop);
        QVERIFY(set && !set->cancel);
        QCOMPARE(set->set, (workload::ParameterValues{{"n", 3}}));
    }

    void aLineThatARunCannotTakeIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("id");
        QTest::newRow("no JSON") << "\x01 not json"
                                 << ""
                                 << "runner.bad-request";
        QTest::newRow("a list") << "[]"
                                << ""
                                << "runner.bad-request";
        QTest::newRow("nothing in it") << "{}"
                                       << ""
                                       << "runner.bad-request";
        QTest::newRow("a key that nobody knows") << R"({"sett": {"n": 3}})"
                                                 << "#/sett"
                                                 << "runner.bad-request";
        QTest::newRow("a cancellation that is text") << R"({"cancel": "now"})"
                                                     << "#/cancel"
                                                     << "runner.bad-request";
        QTest::newRow("values that are none") << R"({"set": 3})"
                                              << "#/set"
                                              << "runner.bad-request";
        QTest::newRow("a value that is text") << R"({"set": {"n": "3"}})"
                                              << "#/set/n"
                                              << "runner.bad-request";
        QTest::newRow("a parameter that is not there") << R"({"set": {"m/n": 3}})"
                                                       << "#/set/m~1n"
                                                       << "session.unknown-parameter";
        QTest::newRow("a value out of range") << R"({"set": {"n": 300}})"
                                              << "#/set/n"
                                              << "workload.parameter-range";
    }
    void aLineThatARunCannotTakeIsRefusedWithItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        QFETCH(QString, id);
        const Result<runner::Request> loop = runner::parseRequest(looping);
        QVERIFY(loop);
        const Result<runner::ControlLine> control = runner::parseControlLine(text.toStdString(), 7, *loop);
        QVERIFY(!control);
        QCOMPARE(control.error().file, std::string("input:7"));
        QCOMPARE(QString::fromStdString(control.error().place), place);
        QCOMPARE(QString::fromStdString(control.error().message.id), id);
        QCOMPARE(control.error().kind, ErrorKind::input);
    }

    void onlyALoopTakesNewValues()
    {
        const Result<runner::Request> once = runner::parseRequest(line(""));
        QVERIFY(once);
        const Result<runner::ControlLine> control = runner::parseControlLine(R"({"set": {"n": 3}})", 2, *once);
        QVERIFY(!control);
        QCOMPARE(control.error().message.id, std::string("runner.set-without-loop"));
        QVERIFY(runner::parseControlLine(R"({"cancel": true})", 2, *once));
    }
};

QTEST_APPLESS_MAIN(TstRequest)
#include "tst_request.moc"
