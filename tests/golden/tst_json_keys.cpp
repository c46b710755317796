// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

/// The keys that scripts hold on to, one JSON pointer a line with * for an index: the text files beside this one. A key
/// may be added to the list, never taken away.
class TstJsonKeys : public QObject
{
    Q_OBJECT

    static void collect(const QJsonValue& value, const QString& at, QStringList& keys)
    {
        if (!at.isEmpty() && !keys.contains(at) && !at.endsWith('*'))
            keys << at;
        if (value.isArray()) {
            for (const QJsonValue& element : value.toArray())
                collect(element, at + "/*", keys);
        }
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            collect(*member, at + '/' + member.key(), keys);
    }

    static QStringList golden(const QString& name)
    {
        QFile file(QStringLiteral(STREAMSCOPE_SOURCE_DIR "/tests/golden/") + name);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts).filter(QRegularExpression("^/"));
    }

private slots:
    void everyKeyIsThere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("keys");
        QTest::newRow("compare") << QStringList{"compare", "dcka", "--json"} << "compare.txt";
        QTest::newRow("explain") << QStringList{"explain", "dcka", "--layout", "streams", "--json"} << "explain.txt";
        QTest::newRow("experiments") << QStringList{"experiments", "--json"} << "experiments.txt";
        QTest::newRow("devices") << QStringList{"devices", "--json"} << "devices.txt";
        QTest::newRow("kernels") << QStringList{"kernels", "--json"} << "kernels.txt";
    }
    void everyKeyIsThere()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, keys);
        QProcess process;
        process.start(qEnvironmentVariable("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli"),
                      arguments);
        QVERIFY(process.waitForFinished());
        // Where there is no GPU, `devices` lists what there is and says so with its status.
        QVERIFY(process.exitCode() == 0 || (process.exitCode() == 3 && arguments.front() == "devices"));
        QStringList seen;
        collect(QJsonDocument::fromJson(process.readAllStandardOutput()).object(), {}, seen);
        const QStringList wanted = golden(keys);
        QVERIFY2(!wanted.isEmpty(), "the list of keys is missing");
        for (const QString& key : wanted)
            QVERIFY2(seen.contains(key), qPrintable("missing: " + key));
        for (const QString& key : seen)
            QVERIFY2(wanted.contains(key) || key.startsWith("/kernels/*/registers_per_thread/"),
                     qPrintable("new, add it to " + keys + " and to docs/command-line.md: " + key));
    }
};

QTEST_GUILESS_MAIN(TstJsonKeys)
#include "tst_json_keys.moc"
