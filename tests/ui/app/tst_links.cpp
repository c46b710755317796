// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QProcess>
#include <QTest>

/// The window never links CUDA: a driver's fault cannot reach it, and the licences do not meet in one process.
class TestLinks : public QObject
{
    Q_OBJECT

    static QString program() { return QStringLiteral(STREAMSCOPE_BINARY_DIR "/bin/streamscope"); }

    static QString output(const QString& tool, const QStringList& arguments)
    {
        QProcess process;
        process.start(tool, arguments);
        return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
    }

private slots:
    void initTestCase()
    {
        if (!QFileInfo::exists(program()))
            QSKIP("the application is not built");
    }

    void noCudaLibraryIsLoaded()
    {
        const QString libraries = output(QStringLiteral("ldd"), {program()});
        QVERIFY(libraries.contains(QLatin1String("libQt6Widgets")));
        for (const char* name : {"libcuda", "libcupti", "libnvrtc", "libnvidia"})
            QVERIFY2(!libraries.contains(QLatin1String(name)), name);
    }

    void noCudaCodeIsInside()
    {
        const QString symbols = output(QStringLiteral("nm"), {QStringLiteral("-C"), program()});
        QVERIFY(!symbols.contains(QLatin1String(" cudaLaunchKernel")));
        QVERIFY(!symbols.contains(QLatin1String("streamscope::cuda::")));
        QVERIFY(!symbols.contains(QLatin1String("streamscope::runner::")));
    }
};

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
