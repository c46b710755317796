// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

/// Translations are complete, say what the sources say, and leave no placeholder out.
class TestTranslations : public QObject
{
    Q_OBJECT

    struct Entry
    {
        QString context, source;
        QStringList translations;
        bool unfinished = false;

        QString key() const { return context + QLatin1Char('/') + source; }
    };

    static QList<Entry> read(const QString& path)
    {
        QList<Entry> entries;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return entries;
        QXmlStreamReader xml(&file);
        QString context;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                entries.append({context, {}, {}, false});
            else if (xml.name() == QLatin1String("source"))
                entries.last().source = xml.readElementText();
            else if (xml.name() == QLatin1String("translation")) {
                entries.last().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                entries.last().translations += text;
            }
        }
        return entries;
    }

    static QString path(const char* language)
    {
        return QStringLiteral(STREAMSCOPE_SOURCE_DIR "/resources/translations/streamscope_%1.ts")
            .arg(QLatin1String(language));
    }

private slots:
    void nothingIsLeftUntranslated_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("Chinese") << path("zh_CN");
        QTest::newRow("English plurals") << path("en");
    }

    void nothingIsLeftUntranslated()
    {
        QFETCH(QString, file);
        const auto entries = read(file);
        QVERIFY(!entries.isEmpty());
        for (const Entry& entry : entries)
            QVERIFY2(!entry.unfinished && !entry.translations.join(QString()).isEmpty(), qPrintable(entry.key()));
    }

    void placeholdersSurviveTranslation()
    {
        for (const Entry& entry : read(path("zh_CN")))
            for (const char* placeholder : {"%1", "%2", "%n"})
                QVERIFY2(entry.source.contains(QLatin1String(placeholder)) ==
                             entry.translations.join(QString()).contains(QLatin1String(placeholder)),
                         qPrintable(entry.key()));
    }

    void theFilesAreAsNewAsTheSources()
    {
        QString lupdate =
            QStandardPaths::findExecutable(QStringLiteral("lupdate"), {QStringLiteral("/usr/lib/qt6/bin")});
        if (lupdate.isEmpty())
            QSKIP("lupdate is not installed");
        QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh.ts"));
        QProcess process;
        process.start(lupdate,
                      {"-silent", "-locations", "none", QStringLiteral(STREAMSCOPE_SOURCE_DIR "/ui"), "-ts", fresh});
        QVERIFY(process.waitForFinished());
        QStringList wanted, present;
        for (const Entry& entry : read(fresh))
            wanted += entry.key();
        for (const Entry& entry : read(path("zh_CN")))
            present += entry.key();
        wanted.sort();
        present.sort();
        QCOMPARE(present, wanted); // script/translate brings them up to date
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
