// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Some 700 broken files, made here: each gives a partial model with counts, or one error that says where.
#include "formats/read_trace.h"
#include "formats/trace_event_reader.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <sqlite3.h>
#include <sys/stat.h>
#include <zlib.h>

using namespace streamscope;
using namespace streamscope::formats;

namespace {

QByteArray gzip(const QByteArray& text)
{
    z_stream stream = {};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(text.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A recording, unpacked and cut down to its first events.
QByteArray recording()
{
    static const QByteArray text = [] {
        gzFile file = gzopen(STREAMSCOPE_SOURCE_DIR "/tests/data/traces/dcka_streams_512.json.gz", "rb");
        QByteArray bytes(60000, '\0');
        bytes.resize(gzread(file, bytes.data(), static_cast<unsigned>(bytes.size())));
        gzclose(file);
        return bytes;
    }();
    return text;
}

/// A small Nsight export.
QByteArray database()
{
    static const QByteArray bytes = [] {
        QTemporaryDir folder;
        const QString path = folder.filePath("n.sqlite");
        sqlite3* db = nullptr;
        sqlite3_open(path.toUtf8(), &db);
        sqlite3_exec(
            db,
            "CREATE TABLE StringIds(id INTEGER PRIMARY KEY, value TEXT);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200) INSERT INTO StringIds SELECT i, "
            "'kernel' || i FROM n;"
            "CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL(start INTEGER, end INTEGER, deviceId INTEGER, contextId INTEGER, "
            "streamId INTEGER, correlationId INTEGER, globalPid INTEGER, demangledName INTEGER);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500) INSERT INTO "
            "CUPTI_ACTIVITY_KIND_KERNEL SELECT i * 100, i * 100 + 50, 0, 1, 7, i, 0, i % 200 FROM n;",
            nullptr, nullptr, nullptr);
        sqlite3_close(db);
        return contentOf(path);
    }();
    return bytes;
}

/// The same numbers on every machine.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed * 2 + 1) {}
    std::uint64_t below(std::uint64_t limit)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return (m_state >> 33) % limit;
    }

private:
    std::uint64_t m_state;
};

QByteArray flipped(QByteArray bytes, std::uint64_t seed)
{
    Random random(seed);
    for (std::uint64_t flips = 1 + random.below(20); flips > 0; --flips) {
        const auto place = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(bytes.size())));
        bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.below(8)));
    }
    return bytes;
}

const QByteArray oneEvent = "{\"ph\":\"X\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":1}";

QByteArray fieldSetTo(const QByteArray& field, const QByteArray& value)
{
    return "[" + QByteArray(oneEvent).replace("\"" + field + "\":1", "\"" + field + "\":" + value) + "," + oneEvent +
           "]";
}

} // namespace

class TestBrokenFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// Reads it; a trace must be consistent, an error must be said.
    void open(const QByteArray& content, const QByteArray& what)
    {
        const QString path = m_folder.filePath("broken");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto trace = readTrace(path.toStdString());
        if (!trace) {
            QVERIFY2(!trace.error().message.id.empty(), what);
            return;
        }
        for (const trace::Track& track : (*trace)->tracks())
            for (std::size_t i = 0; i < track.size(); ++i) {
                QVERIFY2(track.durationNs[i] >= 0, what);
                QVERIFY2(i == 0 || track.startNs[i] >= track.startNs[i - 1], what);
            }
    }

private slots:
    void filesCutAnywhere()
    {
        const QByteArray text = recording(), packed = gzip(text), rows = database();
        for (int i = 0; i < 150; ++i) {
            const auto part = [i](const QByteArray& whole) { return whole.left(whole.size() * i / 150); };
            open(part(text), "text cut at " + QByteArray::number(i));
            open(part(packed), "gzip cut at " + QByteArray::number(i));
            if (i % 5 == 0)
                open(part(rows), "database cut at " + QByteArray::number(i));
        }
        // Every place of one event.
        const QByteArray two = "{\"traceEvents\": [" + oneEvent + "," + oneEvent;
        for (qsizetype i = 0; i < two.size(); ++i)
            open(two.left(i), "event cut at " + QByteArray::number(i));
    }

    void filesWithFlippedBits()
    {
        const QByteArray text = recording(), packed = gzip(text), rows = database();
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            open(flipped(text, seed), "text " + QByteArray::number(seed));
            open(flipped(packed, seed), "gzip " + QByteArray::number(seed));
            open(flipped(rows, seed), "database " + QByteArray::number(seed));
        }
    }

    void partsThatAreMissingInTheMiddle()
    {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Random random(seed);
            QByteArray text = recording();
            const auto at = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(text.size())));
            open(text.remove(at, static_cast<qsizetype>(random.below(5000))), "hole " + QByteArray::number(seed));
        }
    }

    void numbersBeyondAllBounds()
    {
        for (const QByteArray field : {"ts", "dur", "pid", "tid"})
            for (const QByteArray value : {"1e308",
                                           "-1e308",
                                           "1e999",
                                           "9223372036854775807",
                                           "-9223372036854775808",
                                           "18446744073709551616",
                                           "-1",
                                           "0.0000000000000000001",
                                           "inf",
                                           "-Infinity",
                                           "NaN",
                                           "null",
                                           "true",
                                           "\"\"",
                                           "\"x\"",
                                           "[]",
                                           "{}",
                                           "",
                                           "99999999999999999999999999999999999999.999",
                                           "1.",
                                           ".5",
                                           "--1",
                                           "0x10",
                                           "1e"})
                open(fieldSetTo(field, value), field + "=" + value);
        for (const QByteArray key :
             {"grid", "block", "stream", "device", "correlation", "bytes", "registers per thread"})
            for (const QByteArray value : {"1e30", "-5", "[]", "[1e30,-1,{}]", "\"x\"", "[[[[", "9999999999999999999"})
                open("[{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"ts\":1,\"dur\":1,\"args\":{\"" + key +
                         "\":" + value + "}}]",
                     key + "=" + value);
    }

    void nestingOfAMillionLevels()
    {
        const QByteArray deep(1'500'000, '[');
        open(deep, "brackets");
        open("{\"traceEvents\": " + deep, "brackets as events");
        open("[" + oneEvent + ",{\"ph\":\"X\",\"ts\":1,\"args\":" + deep, "brackets as arguments");
        open("{\"deviceProperties\": " + deep + QByteArray(1'500'000, ']') + ", \"traceEvents\": [" + oneEvent + "]}",
             "closed brackets");
        open("{\"streamscope\": {\"version\": 1, \"tracks\": " + deep + QByteArray(1'500'000, ']') +
                 "}, \"traceEvents\": []}",
             "ours");
        open(QByteArray("{\"a\":").repeated(500'000), "objects");
        open("[" + QByteArray("{\"ph\":\"B\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":1},").repeated(100'000) + "]",
             "begins");
        open("{\"type\":\"hello\",\"protocol\":1}\n" + deep + "\n{\"type\":" + deep + "\n", "lines");
    }

    void aMillionSlicesAtOneTime()
    {
        const QByteArray kernel =
            "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":0,\"tid\":7,\"ts\":1,\"dur\":5},";
        open("[" + kernel.repeated(300'000) + "]", "kernels");
        open("[" + (oneEvent + ",").repeated(300'000) + "]", "host");
    }

    void stringsOfManyMegabytes()
    {
        const QByteArray huge(80 << 20, 'x');
        open("[" + oneEvent + ",{\"ph\":\"X\",\"ts\":1,\"name\":\"" + huge + "\"}," + oneEvent + "]", "a name");
        open("[" + oneEvent + ",{\"ph\":\"X\",\"ts\":1,\"name\":\"" + huge, "a name without end");
    }

    void eventsThatNeverClose()
    {
        // Each looks like the start of an event and runs to the end of the file: no reader may take the square of it.
        open("[" + (oneEvent + ",").repeated(3) + QByteArray("{\"ph\":[},\n").repeated(400'000), "open brackets");
        open("[" + QByteArray("},{\"ph\":\"").repeated(400'000), "open strings");
        open("[" + QByteArray("{\"ph\":\"X\",\"name\":\"a\"b\",\"ts\":1},\n").repeated(50'000), "stray quotes");
    }

    void gzipBombs()
    {
        const QByteArray zeros = gzip(QByteArray(200 << 20, ' '));
        QVERIFY(zeros.size() < (1 << 20));
        open(zeros, "spaces");
        open(gzip("[" + oneEvent + "," + QByteArray(200 << 20, ' ')), "an event, then spaces");
        open(gzip(zeros), "twice packed");
        const auto trace = readTrace(m_folder.filePath("broken").toStdString());
        QVERIFY(!trace);
    }

    void eventsThatPackWellAreAllRead()
    {
        // A million times the same line, 83 MB: it packs to less than a hundredth.
        const QByteArray event =
            "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":0,\"tid\":7,\"ts\":1,\"dur\":2,"
            "\"args\":{\"stream\":7}},\n";
        const QByteArray packed = gzip("[" + event.repeated(1'000'000) + "]");
        QVERIFY(packed.size() * 100 < event.size() * 1'000'000);
        QFile file(m_folder.filePath("packed"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(packed) == packed.size());
        file.close();
        const auto trace = readTrace(file.fileName().toStdString());
        QVERIFY(bool(trace));
        QCOMPARE((*trace)->sliceCount(), std::size_t(1'000'000));
        QVERIFY(!(*trace)->trust().truncated);
    }

    void paddingThatGoesOnAndOnIsAnErrorWithItsPlace()
    {
        QFile file(m_folder.filePath("padded"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(gzip("[") + gzip(QByteArray(100 << 20, ' ')).repeated(8)) > 0); // 800 MiB
        file.close();
        const auto trace = readTrace(file.fileName().toStdString());
        QVERIFY(!trace);
        QCOMPARE(trace.error().message.id, std::string("formats.gzip-bomb"));
    }

    void whatCameBeforePaddingThatGoesOnAndOnIsKept()
    {
        QFile file(m_folder.filePath("padded"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(gzip("[" + oneEvent + ",") + gzip(QByteArray(100 << 20, ' ')).repeated(8)) > 0); // 800 MiB
        file.close();
        const auto trace = readTrace(file.fileName().toStdString());
        QVERIFY(bool(trace));
        QCOMPARE((*trace)->sliceCount(), std::size_t(1));
        QVERIFY((*trace)->trust().truncated);
    }

    void gzipWithMoreBehindIt()
    {
        open(gzip("[" + oneEvent + ",") + gzip(oneEvent + "]"), "two members");
        const auto read = [this] { return *readTrace(m_folder.filePath("broken").toStdString()); };
        QCOMPARE(read()->sliceCount(), std::size_t(2));
        QCOMPARE(read()->trust().malformedRecords, 0);
        open(gzip("[" + oneEvent + "]") + "rubbish", "rubbish");
        QCOMPARE(read()->sliceCount(), std::size_t(1));
        QCOMPARE(read()->trust().malformedRecords, 1);
        open(gzip("[" + oneEvent + "]") + QByteArray(512, '\0'), "padding");
        QCOMPARE(read()->sliceCount(), std::size_t(1));
        QCOMPARE(read()->trust().malformedRecords, 0);
    }

    void filesThatAreSomethingElse()
    {
        for (const QByteArray& content :
             {QByteArray("\x7F"
                         "ELF\x02\x01\x01"),
              QByteArray("PK\x03\x04"), QByteArray("%PDF-1.7"), QByteArray("<html>"), QByteArray("\0\0\0\0", 4),
              QByteArray("\xFF\xD8\xFF"), QByteArray("null"), QByteArray("3"), QByteArray("\"text\""), QByteArray("{}"),
              QByteArray("[]"), QByteArray("{\"traceEvents\": {}}"), QByteArray("{\"traceEvents\": 5}"),
              QByteArray("a,b,c\n1,2,3\n"), QByteArray("{\"type\":\"hello\""), QByteArray("\x1F\x8B")})
            open(content, content);
        QVERIFY(!readTrace(m_folder.path().toStdString()));
        QVERIFY(!readTrace(m_folder.filePath("nowhere").toStdString()));
    }

    void pipesAndDevicesAreRefusedAtOnce()
    {
        const std::string pipe = m_folder.filePath("pipe").toStdString();
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0); // nobody will ever write to it
        for (const std::string& path : {pipe, std::string("/dev/zero")}) {
            const auto trace = readTrace(path);
            QVERIFY(!trace);
            QCOMPARE(trace.error(), (Error{ErrorKind::input, path, "", {"base.no-regular-file", {}}}));
        }
    }

    void aFileThatShrinksWhileItIsRead()
    {
        const QString path = m_folder.filePath("shrinking.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[" + (oneEvent + ",\n").repeated(200'000));
        file.close();
        ReadOptions options;
        options.threads = 2;
        // Cut in the middle of reading: the source notices when it is asked for the next block.
        class Shrinking final : public ByteSource
        {
        public:
            Shrinking(std::unique_ptr<ByteSource> source, QString path)
                : m_source(std::move(source)), m_path(std::move(path))
            {}
            bool isSeekable() const override { return m_source->isSeekable(); }
            double share(std::uint64_t offset) const override { return m_source->share(offset); }
            std::unique_ptr<ByteSource> places() const override { return m_source->places(); }
            std::size_t read(std::uint64_t offset, char* target, std::size_t bytes) override
            {
                if (offset > 1'000'000)
                    QFile::resize(m_path, 1'500'000);
                return m_source->read(offset, target, bytes);
            }

        private:
            std::unique_ptr<ByteSource> m_source;
            QString m_path;
        };
        auto opened = FileReader::open(path.toStdString());
        auto plain = plainSource(std::make_shared<const FileReader>(std::move(*opened)));
        const auto trace =
            readTraceEvents(std::make_unique<Shrinking>(std::move(plain), path), path.toStdString(), options, 65536);
        QVERIFY(bool(trace));
        QVERIFY((*trace)->trust().truncated);
        QVERIFY((*trace)->sliceCount() > 10'000 && (*trace)->sliceCount() < 200'000);
        QFile::resize(path, 0);
        QVERIFY((*trace)->arguments({0, 0}).empty());
    }
};

QTEST_APPLESS_MAIN(TestBrokenFiles)
#include "tst_broken_files.moc"
