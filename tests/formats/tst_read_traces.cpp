// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/read_traces.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::formats;
using namespace streamscope::trace;

class TestReadTraces : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// A rank's file: a step and a launch with its kernel, `offset` µs after the wall clock `base`.
    std::string rank(int number, const QByteArray& base, int offset)
    {
        const QByteArray ts = QByteArray::number(offset), later = QByteArray::number(offset + 5);
        QFile file(m_folder.filePath(QString("rank%1.json").arg(number)));
        if (file.open(QIODevice::WriteOnly))
            file.write(
                "{\"distributedInfo\":{\"rank\":" + QByteArray::number(number) + "},\"baseTimeNanoseconds\":" + base +
                ",\"traceEvents\":["
                "{\"ph\":\"X\",\"cat\":\"cuda_runtime\",\"name\":\"cudaLaunchKernel\",\"pid\":9,\"tid\":9,\"ts\":" +
                ts +
                ",\"dur\":1,\"args\":{\"correlation\":1}},"
                "{\"ph\":\"X\",\"cat\":\"user_annotation\",\"name\":\"ProfilerStep#1\",\"pid\":9,\"tid\":9,\"ts\":" +
                later +
                ",\"dur\":20},"
                "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":0,\"tid\":7,\"ts\":" +
                later + ",\"dur\":2,\"args\":{\"device\":0,\"context\":1,\"stream\":7,\"correlation\":1,\"rank\":" +
                QByteArray::number(number) + "}}]}");
        return file.fileName().toStdString();
    }
    static std::vector<Ns> kernelStarts(const Trace& trace)
    {
        std::vector<Ns> starts;
        for (const Track& track : trace.tracks())
            for (std::size_t i = 0; i < track.size(); ++i)
                if (isKernel(track.kind[i]))
                    starts.push_back(track.startNs[i]);
        return starts;
    }

private slots:
    void theSameFileTwiceIsRefused()
    {
        const std::string one = rank(0, "1700000000000000000", 0), other = rank(1, "1700000000000000000", 0);
        const std::string again = m_folder.filePath("./rank0.json").toStdString();
        const auto twice = readTraces({one, other, again});
        QVERIFY(!twice);
        QCOMPARE(twice.error().message.id, std::string("formats.given-twice"));
        QCOMPARE(twice.error().file, again);
        QVERIFY(bool(readTraces({one, other})));
    }

    void ranksAreAlignedByTheirClocks()
    {
        // Rank 1's base is 3 µs later, and it starts 10 µs after its base, rank 0 at 0: 13 µs apart.
        const auto trace = readTraces({rank(0, "1700000000000000000", 0), rank(1, "1700000000000003000", 10)});
        QVERIFY(bool(trace));
        QCOMPARE(kernelStarts(**trace), (std::vector<Ns>{5000, 18000}));
        QCOMPARE((*trace)->info().baseTimeNs, Ns(1'700'000'000'000'000'000));
    }

    void ranksAreAlignedAtAnAnnotationOrAtTheirStart()
    {
        const std::vector<std::string> files{rank(0, "1700000000000000000", 0), rank(1, "1700000000000003000", 10)};
        const auto atStep = readTraces(files, {Alignment::By::annotation, "ProfilerStep#1"});
        QCOMPARE(kernelStarts(**atStep), (std::vector<Ns>{0, 0}));
        const auto atStart = readTraces(files, {Alignment::By::start, ""});
        QCOMPARE(kernelStarts(**atStart), (std::vector<Ns>{5000, 5000}));
    }

    void rowsAndCorrelationsOfRanksStayApart()
    {
        const auto trace = readTraces({rank(0, "1", 0), rank(1, "1", 0)});
        QCOMPARE((*trace)->tracks().size(), std::size_t(6));
        QCOMPARE((*trace)->tracks()[5].info.rank, 1);
        for (const Track& track : (*trace)->tracks())
            for (const std::int64_t correlation : track.correlation)
                QVERIFY(correlation == -1 || (*trace)->correlated(correlation).size() == 2);
    }

    void aSliceOfTheJoinedTraceLeadsBackToItsOwn()
    {
        const std::vector<TracePointer> own{*readTraces({rank(0, "1", 0)}), *readTraces({rank(1, "1", 0)})};
        const auto added = addedToIds(own);
        const TracePointer joined = joinTraces(own);
        for (const Track& track : joined->tracks()) {
            const auto rank = std::size_t(track.info.rank);
            for (std::size_t i = 0; i < track.size(); ++i) {
                const auto found = own[rank]->find(track.id[i] - added[rank]);
                QVERIFY(found);
                const Track& there = own[rank]->tracks()[found->track];
                QCOMPARE(own[rank]->name(there.name[found->index]), joined->name(track.name[i]));
            }
        }
    }

    void argumentsComeFromTheRightFile()
    {
        const auto trace = readTraces({rank(0, "1", 0), rank(1, "1", 0)});
        for (TrackId t = 0; t < 6; ++t)
            if (isKernel((*trace)->tracks()[t].kind[0])) {
                const auto arguments = (*trace)->arguments({t, 0});
                const std::string number = std::to_string((*trace)->tracks()[t].info.rank);
                QCOMPARE(arguments.back().second, number);
                // Which of the files, from 1, and where in that.
                QCOMPARE(arguments[0].first, std::string("file"));
                QCOMPARE(arguments[0].second, std::to_string((*trace)->tracks()[t].info.rank + 1));
                QCOMPARE(arguments[1].first, std::string("index"));
            }
    }

    void aFileThatIsNoTraceIsTheError()
    {
        const auto trace = readTraces({rank(0, "1", 0), m_folder.filePath("nowhere").toStdString()});
        QVERIFY(!trace);
        QCOMPARE(trace.error().message.id, std::string("base.cannot-open"));
    }
};

QTEST_APPLESS_MAIN(TestReadTraces)
#include "tst_read_traces.moc"
