// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

/// What there is to run, and what comparing it gives.
class TstListedAndCompared : public QObject, private CommandLine
{
    Q_OBJECT

private slots:
    void experimentsAreListed()
    {
        const Ran ran = run({"experiments", "--json"});
        QCOMPARE(ran.status, 0);
        const QJsonArray list = json(ran.out)["experiments"].toArray();
        QVERIFY(list.size() >= 12);
        QStringList names;
        for (const QJsonValue& experiment : list) {
            names << experiment["name"].toString();
            QVERIFY(!experiment["title"].toString().isEmpty());
            QVERIFY(!experiment["description"].toString().isEmpty());
            QVERIFY(!experiment["layouts"].toArray().isEmpty());
        }
        QVERIFY(names.contains("dcka"));
        QVERIFY(names.contains("three-kernels"));
    }

    void kernelsAreListed()
    {
        const Ran ran = run({"kernels", "--json"});
        QCOMPARE(ran.status, 0);
        const QJsonArray list = json(ran.out)["kernels"].toArray();
        QVERIFY(!list.isEmpty());
        for (const QJsonValue& kernel : list)
            for (const char* key : {"name", "parameters", "registers_per_thread", "flops", "dram_bytes"})
                QVERIFY2(kernel.toObject().contains(key), key);
        QCOMPARE(run({"kernels"}).status, 0);
    }

    void devicesAreListedWithTheReasonWhyOneIsNot()
    {
        const Ran ran = run({"devices", "--json"});
        bool simulator = false, missing = false;
        for (const QJsonValue& device : json(ran.out)["devices"].toArray()) {
            simulator |= device["on"] == "simulator:h200" && device["available"].toBool();
            QVERIFY(!device["note"]["text"].toString().isEmpty());
            missing |= !device["available"].toBool();
        }
        QVERIFY(simulator);
        QCOMPARE(ran.status, missing ? 3 : 0);
        QCOMPARE(ran.err.count('\n'), missing ? 1 : 0);
    }

    void everyBuiltInExperimentIsCompared()
    {
        const QJsonArray list = json(run({"experiments", "--json"}).out)["experiments"].toArray();
        for (const QJsonValue& experiment : list) {
            const Ran ran = run({"compare", experiment["name"].toString(), "--json"});
            QVERIFY2(ran.status == 0, ran.err.constData());
            QCOMPARE(json(ran.out)["layouts"].toArray().size(), experiment["layouts"].toArray().size());
        }
    }

    void everyRecordingThatComesAlongIsCompared()
    {
        for (const QJsonValue& device : json(run({"devices", "--json"}).out)["devices"].toArray()) {
            if (!device["on"].toString().startsWith("replay:"))
                continue;
            QCOMPARE(device["note"]["id"].toString(), "session.recording-of");
            const QString experiment = device["note"]["arguments"][0].toString();
            const Ran ran = run({"compare", experiment, "--on", device["on"].toString(), "--json"});
            QVERIFY2(ran.status == 0, ran.err.constData());
            QCOMPARE(json(ran.out)["provenance"].toString(), "recorded");
            QVERIFY(json(ran.out)["repeat"].toInt() > 1);
        }
    }

    void theFirstLayoutNamedIsTheReference()
    {
        const Ran ran = run({"compare", "three-kernels", "--layouts", "streams,serial", "--json"});
        QCOMPARE(ran.status, 0);
        const QJsonArray layouts = json(ran.out)["layouts"].toArray();
        QCOMPARE(layouts.size(), 2);
        QCOMPARE(layouts[0]["name"].toString(), "streams");
        QCOMPARE(layouts[0]["speedup"].toDouble(), 1.0);
        QVERIFY(layouts[1]["speedup"].toDouble() < 1);
    }

    void aParameterThatIsSetChangesTheTime()
    {
        const auto makespan = [&](const QString& value) {
            const Ran ran =
                run({"compare", "three-kernels", "--layouts", "serial", "--set", "kernel_us=" + value, "--json"});
            return json(ran.out)["layouts"][0]["makespan_ns"].toInteger();
        };
        // Three kernels in one stream, 1,000 µs in place of 100 µs each: 2,700 µs more, give or take gaps.
        QVERIFY(qAbs(makespan("1000") - makespan("100") - 2700000) < 10000);
    }

    void theSameRunGivesTheSameBytes()
    {
        const QStringList arguments{"compare", "dcka", "--json"};
        QCOMPARE(run(arguments).out, run(arguments).out);
    }
};

QTEST_GUILESS_MAIN(TstListedAndCompared)
#include "tst_listed_and_compared.moc"
