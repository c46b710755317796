// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/standard_streams.h"

#include <QtTest>

#include <cerrno>
#include <cstring>
#include <sys/resource.h>

using namespace streamscope;

/// Files that are whole or as they were.
class TstNewFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string pathOf(const char* name) const { return m_folder.filePath(name).toStdString(); }

    static QByteArray bytesOf(const std::string& path)
    {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void cleanup()
    {
        for (const QString& name : QDir(m_folder.path()).entryList(QDir::Files | QDir::System))
            QFile::remove(m_folder.filePath(name));
    }

    void withoutACommitTheOldBytesStayAndNothingElse()
    {
        QVERIFY(writeFile(pathOf("a"), "old"));
        {
            NewFile file(pathOf("a"));
            QVERIFY(file.write("new"));
        }
        QCOMPARE(bytesOf(pathOf("a")), QByteArray("old"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{"a"});
    }

    void whatTakesAnOldFilesPlaceHasItsPermissions()
    {
        QVERIFY(writeFile(pathOf("a"), "old"));
        const QFile::Permissions own = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QVERIFY(QFile::setPermissions(m_folder.filePath("a"), own));
        QVERIFY(writeFile(pathOf("a"), "new"));
        QCOMPARE(bytesOf(pathOf("a")), QByteArray("new"));
        QCOMPARE(QFile::permissions(m_folder.filePath("a")), own);
    }

    void aLinkStaysOne()
    {
        QVERIFY(writeFile(pathOf("a"), "old"));
        QVERIFY(QFile::link(m_folder.filePath("a"), m_folder.filePath("b")));
        QVERIFY(writeFile(pathOf("b"), "new"));
        QVERIFY(QFileInfo(m_folder.filePath("b")).isSymLink());
        QCOMPARE(bytesOf(pathOf("a")), QByteArray("new"));
    }

    void beyondTheLimitOfAFileThereIsAnErrorThatSaysSoAndNothingIsLeft()
    {
        takeWritesForErrors();
        rlimit before = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit small = before;
        small.rlim_cur = 1000;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const Status written = writeFile(pathOf("a"), std::string(2000, 'x'));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!written);
        QCOMPARE(written.error().message, (Message{"base.cannot-write", {std::strerror(EFBIG)}}));
        QVERIFY(QDir(m_folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstNewFile)
#include "tst_new_file.moc"
