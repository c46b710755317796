// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <nlohmann/json.hpp>

/// Every id that the sources name has a sentence in every language, and the languages agree on the arguments.
class TstMessageFiles : public QObject
{
    Q_OBJECT

    using Table = QMap<QString, QString>;
    const QDir m_root{QStringLiteral(STREAMSCOPE_SOURCE_DIR)};
    QMap<QString, Table> m_tables; ///< language → id → sentence
    QStringList m_modules;         ///< what may stand before the dot

    static QStringList filesUnder(const QString& folder, const QStringList& patterns)
    {
        QStringList files;
        QDirIterator walk(folder, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files << walk.next();
        files.sort();
        return files;
    }

    static QByteArray contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static QMultiMap<QString, int> placeholders(const QString& sentence)
    {
        static const QRegularExpression placeholder(QStringLiteral("\\{(\\d+)\\}"));
        QMultiMap<QString, int> found;
        for (auto match = placeholder.globalMatch(sentence); match.hasNext();)
            found.replace(match.next().captured(1), 1); // a sentence may say an argument twice
        return found;
    }

private slots:
    void initTestCase()
    {
        const QDir messages(m_root.filePath("resources/messages"));
        for (const QString& language : messages.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QString& path : filesUnder(messages.filePath(language), {"*.json"})) {
                const QByteArray text = contents(path);
                const auto parsed = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
                QVERIFY2(parsed.is_object(), qPrintable(path + " is no JSON object"));
                const QString module = QFileInfo(path).completeBaseName();
                if (!m_modules.contains(module))
                    m_modules << module;
                for (const auto& [id, sentence] : parsed.items()) {
                    const QString name = QString::fromStdString(id);
                    QVERIFY2(sentence.is_string(), qPrintable(path + ": " + name + " is no text"));
                    QVERIFY2(name.startsWith(module + '.'),
                             qPrintable(path + ": " + name + " belongs in another file"));
                    m_tables[language][name] = QString::fromStdString(sentence.get<std::string>());
                }
            }
        }
        for (const QString& module : QDir(m_root.filePath("src")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            if (!m_modules.contains(module))
                m_modules << module;
        QVERIFY(m_tables.contains("en"));
        QVERIFY(m_tables.contains("zh_CN"));
    }

    void everyLanguageHasTheSameIds()
    {
        for (auto table = m_tables.cbegin(); table != m_tables.cend(); ++table)
            for (const QString& id : m_tables["en"].keys() + table->keys()) {
                QVERIFY2(table->contains(id), qPrintable(id + " is missing in " + table.key()));
                QVERIFY2(m_tables["en"].contains(id), qPrintable(id + " is missing in en"));
            }
    }

    void everyLanguageUsesTheSameArguments()
    {
        for (auto table = m_tables.cbegin(); table != m_tables.cend(); ++table)
            for (auto sentence = table->cbegin(); sentence != table->cend(); ++sentence)
                QVERIFY2(placeholders(*sentence) == placeholders(m_tables["en"][sentence.key()]),
                         qPrintable(sentence.key() + " has other arguments in " + table.key()));
    }

    void noSentenceIsEmpty()
    {
        for (const Table& table : m_tables)
            for (auto sentence = table.cbegin(); sentence != table.cend(); ++sentence)
                QVERIFY2(!sentence->trimmed().isEmpty(), qPrintable(sentence.key()));
    }

    void everyIdInTheSourcesHasASentence()
    {
        const QRegularExpression id("\"((?:" + m_modules.join('|') + ")\\.[a-z][a-z0-9-]*)\"");
        static const QRegularExpression fileName(QStringLiteral("\\.(json|h|cpp|cu|csv|so)$"));
        QStringList sources = filesUnder(m_root.filePath("src"), {"*.cpp", "*.h", "*.cu"});
        sources += filesUnder(m_root.filePath("ui"), {"*.cpp", "*.h"});
        int found = 0;
        QStringList missing;
        for (const QString& path : sources) {
            const QString text = QString::fromUtf8(contents(path));
            for (auto match = id.globalMatch(text); match.hasNext();) {
                const QString name = match.next().captured(1);
                if (fileName.match(name).hasMatch())
                    continue;
                ++found;
                const bool known = name.endsWith('-') // the beginning of several
                                       ? m_tables["en"].lowerBound(name) != m_tables["en"].end() &&
                                             m_tables["en"].lowerBound(name).key().startsWith(name)
                                       : m_tables["en"].contains(name);
                if (!known)
                    missing << name + " (" + m_root.relativeFilePath(path) + ")";
            }
        }
        QVERIFY(found > 50);
        QVERIFY2(missing.isEmpty(), qPrintable("no sentence for: " + missing.join(", ")));
    }
};

QTEST_APPLESS_MAIN(TstMessageFiles)
#include "tst_message_files.moc"
