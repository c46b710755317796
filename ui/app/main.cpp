// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop application: reads the command line, then opens the window, or draws what was asked for and exits.
#include "app/file_kind.h"
#include "app/launch_options.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "language/language.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace {

using namespace streamscope;
using namespace streamscope::ui;

constexpr const char* firstExperiment = "three-kernels";

/// The offscreen platform says for every window that it has no window manager to tell sizes to; nobody needs to know.
void quietOffscreen(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (!text.contains(QLatin1String("propagateSizeHints")))
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

int complain(const Status& status)
{
    std::fprintf(stderr, "streamscope: %s\n", qPrintable(sentence(status.error())));
    return int(status.error().kind);
}

/// Opens and runs everything here and now; for pictures. The first error ends it.
Status openNow(MainWindow& window, const QStringList& files)
{
    Bench& bench = window.bench();
    for (const QString& file : files.isEmpty() ? QStringList{QLatin1String(firstExperiment)} : files) {
        if (file.startsWith(QLatin1String("recordings/"))) {
            window.openFiles({file});
            continue;
        }
        if (Status status = isExperiment(file) ? bench.openExperiment(file.toStdString()) : bench.openTraceNow(file);
            !status)
            return status;
    }
    return {};
}

Status applyValues(Bench& bench, const LaunchOptions& options)
{
    for (auto it = options.values.begin(); it != options.values.end(); ++it) {
        const auto all = bench.experiment() ? bench.experiment()->parameters("en") : std::vector<workload::Parameter>();
        const std::string name = it.key().toStdString();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const workload::Parameter& p) { return p.name == name; });
        if (found == all.end() || it.value() < found->minimum || it.value() > found->maximum) {
            const auto number = [](double value) { return QString::number(value, 'g', 12).toStdString(); };
            return found == all.end()
                       ? Error{ErrorKind::input,
                               "--set",
                               "",
                               {"session.no-parameters", {bench.title().toStdString(), name}}}
                       : Error{ErrorKind::input,
                               "--set",
                               "",
                               {"session.parameter-out-of-range",
                                {name, number(found->minimum), number(found->maximum), number(it.value())}}};
        }
        bench.setValue(name, it.value(), true);
    }
    std::vector<std::string> layouts;
    for (const QString& layout : options.layouts) {
        layouts.push_back(layout.toStdString());
        const auto& lanes = bench.lanes();
        if (std::none_of(lanes.begin(), lanes.end(), [&](const Lane& l) { return l.key == layouts.back(); })) {
            std::string known;
            for (const Lane& lane : lanes)
                known += (known.empty() ? "" : ", ") + lane.key;
            return Error{ErrorKind::input, "--layouts", "", {"session.unknown-layout", {layouts.back(), known}}};
        }
    }
    if (!layouts.empty())
        bench.showOnly(layouts);
    return {};
}

int drawAndExit(MainWindow& window, const LaunchOptions& options)
{
    Bench& bench = window.bench();
    if (const Status status = openNow(window, options.files); !status)
        return complain(status);
    if (const Status status = applyValues(bench, options); !status)
        return complain(status);
    QString problem;
    QObject::connect(&bench, &Bench::problem, &window, [&problem](const QString& text) { problem = text; });
    window.show();
    window.settle();
    if (!problem.isEmpty()) {
        std::fprintf(stderr, "streamscope: %s\n", qPrintable(problem));
        return 2;
    }
    if (!options.exportFile.isEmpty())
        if (const Status status = window.exportPicture(options.exportFile); !status)
            return complain(status);
    if (!options.screenshot.isEmpty() && !window.grab().save(options.screenshot, "PNG"))
        return complain(Error{ErrorKind::input, options.screenshot.toStdString(), {}, {"base.cannot-write", {"PNG"}}});
    return 0;
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
    if (const auto* answer = std::get_if<LaunchAnswer>(&parsed)) {
        std::fputs(qPrintable(answer->text), answer->status == 0 ? stdout : stderr);
        return answer->status;
    }
    const auto& options = std::get<LaunchOptions>(parsed);
    if (options.headless())
        qInstallMessageHandler(quietOffscreen);
    if (options.headless() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (options.scale > 0)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("streamscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Streamscope"));
    QApplication::setApplicationVersion(QStringLiteral(STREAMSCOPE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("streamscope"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.streamscope.Streamscope"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/streamscope.svg")));

    Preferences preferences(!options.headless());
    if (!options.theme.isEmpty())
        preferences.setTheme(options.theme);
    if (!options.language.isEmpty())
        preferences.setLanguage(options.language);
    if (options.presentation)
        preferences.setPresentation(true);
    setLanguage(preferences.language());

    MainWindow window(&preferences);
    if (options.size.isValid())
        window.resize(options.size);
    if (!options.target.isEmpty()) {
        const auto target = session::parseTarget(options.target.toStdString());
        if (!target)
            return complain(target.error());
        window.bench().setTargetQuietly(*target);
    }
    if (!options.screenshot.isEmpty() || !options.exportFile.isEmpty())
        return drawAndExit(window, options);

    if (options.files.isEmpty()) {
        if (const Status status = window.bench().openExperiment(firstExperiment); !status)
            std::fprintf(stderr, "streamscope: %s\n", qPrintable(sentence(status.error())));
        else
            window.bench().runNow();
    } else {
        window.openFiles(options.files);
    }
    window.show();
    if (options.measureFirstPaint) {
        QApplication::processEvents(); // the platform exposes the window; everything paints
        std::printf("first paint after %lld ms\n", static_cast<long long>(clock.elapsed()));
        return 0;
    }
    QTimer::singleShot(0, &window, [&window] { window.askForDevices(); });
    return QApplication::exec();
}
