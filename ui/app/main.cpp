// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop application: reads the command line, then opens the window, or draws what was asked for and exits.
#include "app/launch.h"
#include "app/preferences.h"
#include "base/standard_streams.h"
#include "language/language.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace {

using namespace streamscope;
using namespace streamscope::ui;

/// The offscreen platform says for every window that it has no window manager to tell sizes to; nobody needs to know.
void quietOffscreen(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (!text.contains(QLatin1String("propagateSizeHints")))
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

int say(const LaunchAnswer& answer)
{
    std::fputs(qPrintable(answer.text), answer.status == 0 ? stdout : stderr);
    return answer.status;
}

} // namespace

int main(int argc, char* argv[])
{
    QElapsedTimer clock;
    clock.start();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    const auto parsed = parseLaunchOptions(arguments);
    if (const auto* answer = std::get_if<LaunchAnswer>(&parsed))
        return say(*answer);
    const auto& options = std::get<LaunchOptions>(parsed);
    if (const auto refusal = refusalWithoutDisplay(options))
        return say(*refusal);
    if (options.headless())
        qInstallMessageHandler(quietOffscreen);
    if (options.headless() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (options.scale > 0)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));

    takeWritesForErrors();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("streamscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Streamscope"));
    QApplication::setApplicationVersion(QStringLiteral(STREAMSCOPE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("streamscope"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.streamscope.Streamscope"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/streamscope.svg")));

    Preferences preferences(!options.headless());
    preferences.holdForThisStart(options.theme, options.language, options.presentation);
    setLanguage(preferences.language());

    MainWindow window(&preferences);
    if (options.size.isValid())
        window.resize(options.size);
    if (!options.target.isEmpty()) {
        const auto target = session::parseTarget(options.target.toStdString());
        if (!target)
            return say(complaint(target.error()));
        window.bench().setTargetQuietly(*target);
    }
    if (!options.screenshot.isEmpty() || !options.exportFile.isEmpty())
        return say(drawPictures(window, options));

    window.openFiles(options.files);
    window.openFirst();
    // An experiment opens on the model, or where its own recording is.
    if (const auto target = session::parseTarget(options.target.toStdString());
        target && target->kind == session::Target::Kind::replay && !window.bench().showsTraces())
        window.bench().setTarget(*target);
    if (const Status status = applyValues(window.bench(), options); !status)
        return say(complaint(status.error()));
    // Who names a device on the command line has asked for the run.
    if (!options.target.isEmpty() && window.bench().waitsForRun())
        window.bench().run();
    options.headless() ? window.show() : window.showWithinScreen();
    if (options.measureFirstPaint) {
        QApplication::processEvents(); // the platform exposes the window; everything paints
        std::printf("first paint after %lld ms\n", static_cast<long long>(clock.elapsed()));
        return 0;
    }
    QTimer::singleShot(0, &window, [&window] { window.askForDevices(); });
    return QApplication::exec();
}
