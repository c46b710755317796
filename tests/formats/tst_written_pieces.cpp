// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What is too long for one piece: traces are written piece by piece.
#include "formats/read_trace.h"
#include "formats/support_describe.h"
#include "formats/support_full_disk.h"
#include "formats/write_trace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <vector>

using namespace streamscope;
using namespace streamscope::formats;

namespace {

/// Kernels enough for some MB of text.
trace::TracePointer longTrace()
{
    trace::TraceBuilder builder;
    trace::TrackInfo info;
    info.kind = trace::TrackKind::stream;
    info.name = "stream 7";
    info.device = 0;
    info.context = 1;
    info.stream = 7;
    const auto stream = builder.addTrack(info);
    const auto name = builder.intern("kernel");
    for (int i = 0; i < 20'000; ++i)
        builder.addSlice(stream, {i * 10, 9, name, trace::SliceKind::kernelElementwise});
    return builder.finish();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestWrittenPieces : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;

private slots:
    void init()
    {
        m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QTest::currentDataTag());
    }

    void theyAreTheWholeTogether_data()
    {
        QTest::addColumn<bool>("csv");
        QTest::newRow("t.json") << false;
        QTest::newRow("t.csv") << true;
    }
    void theyAreTheWholeTogether()
    {
        QFETCH(bool, csv);
        const auto trace = longTrace();
        std::vector<double> shares;
        WriteOptions options;
        options.onProgress = [&shares](double share) { shares.push_back(share); };
        QVERIFY(bool(writeTrace(*trace, m_path.toStdString(), options)));
        QCOMPARE(contentOf(m_path), QByteArray::fromStdString(csv ? traceCsv(*trace) : traceEventJson(*trace)));
        QVERIFY(shares.size() > 3);
        QVERIFY(std::ranges::is_sorted(shares));
        QCOMPARE(shares.back(), 1.0);
    }

    void packedTheyAreOneMemberThatReadsTheSame()
    {
        const auto trace = longTrace();
        const std::string path = (m_path + ".json.gz").toStdString();
        QVERIFY(bool(writeTrace(*trace, path)));
        const auto read = readTrace(path);
        QVERIFY(bool(read));
        QCOMPARE(QString::fromStdString(tests::describe(**read)), QString::fromStdString(tests::describe(*trace)));
        // The last four bytes say how long the last member is unpacked: here all of it.
        const QByteArray packed = contentOf(QString::fromStdString(path));
        std::size_t length = 0;
        for (int i = 4; i > 0; --i)
            length = length << 8 | static_cast<unsigned char>(packed[packed.size() - 5 + i]);
        QCOMPARE(length, traceEventJson(*trace).size());
    }

    void whatIsCancelledLeavesTheOldFile_data() { theEndings(); }
    void whatIsCancelledLeavesTheOldFile()
    {
        const std::string path = oldFile();
        std::stop_source source;
        WriteOptions options;
        options.stop = source.get_token();
        int pieces = 0;
        options.onProgress = [&](double) {
            if (++pieces == 2)
                source.request_stop();
        };
        const Status status = writeTrace(*longTrace(), path, options);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::cancelled);
        QCOMPARE(pieces, 2); // and none after that
        oldFileIsAlone();
    }

    void aFullDiskLeavesTheOldFileAndIsSaid_data() { theEndings(); }
    void aFullDiskLeavesTheOldFileAndIsSaid()
    {
        const std::string path = oldFile();
        const auto trace = longTrace();
        const Status status = [&] {
            const tests::FullDisk full(1 << 14);
            return writeTrace(*trace, path);
        }();
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::run);
        QCOMPARE(status.error().message.id, std::string("base.cannot-write"));
        oldFileIsAlone();
    }

private:
    static void theEndings()
    {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {".json", ".csv", ".json.gz"})
            QTest::newRow(ending + 1) << QString(ending);
    }
    std::string oldFile()
    {
        QFETCH(QString, ending);
        QDir(m_folder.path()).mkpath(QFileInfo(m_path).fileName());
        m_path += "/t" + ending;
        QFile file(m_path);
        if (file.open(QIODevice::WriteOnly))
            file.write("old");
        return m_path.toStdString();
    }
    void oldFileIsAlone() const
    {
        QCOMPARE(contentOf(m_path), QByteArray("old"));
        QCOMPARE(QFileInfo(m_path).dir().entryList(QDir::Files | QDir::Hidden),
                 QStringList(QFileInfo(m_path).fileName()));
    }
};

QTEST_GUILESS_MAIN(TestWrittenPieces)
#include "tst_written_pieces.moc"
