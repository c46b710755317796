// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/launch.h"

#include "app/file_kind.h"
#include "base/file.h"
#include "language/language.h"
#include "session/prepare.h"

#include <QBuffer>
#include <QPixmap>

#include <algorithm>

namespace streamscope::ui {

namespace {

/// Opens and runs everything here and now; for pictures. Traces go beside an experiment. The first error ends it.
Status openNow(MainWindow& window, const QStringList& files)
{
    Bench& bench = window.bench();
    QStringList traces;
    bool beside = false;
    for (const QString& file : files.isEmpty() ? QStringList{QLatin1String(firstExperiment)} : files) {
        if (file.startsWith(QLatin1String("recordings/"))) {
            window.openFiles({file});
            beside = true;
        } else if (isExperiment(file)) {
            if (Status status = bench.openExperiment(file.toStdString()); !status)
                return status;
            beside = true;
        } else {
            traces += file;
        }
    }
    for (const QString& trace : traces) {
        if (Status status = bench.openTraceNow(trace, beside); !status)
            return status;
        beside = true;
    }
    return {};
}

/// The whole picture or the old file.
Status saveScreenshot(MainWindow& window, const QString& path)
{
    QBuffer png;
    png.open(QIODevice::WriteOnly);
    window.grab().save(&png, "PNG");
    return writeFile(path.toStdString(), {png.data().data(), std::size_t(png.size())});
}

Status prepare(MainWindow& window, const LaunchOptions& options)
{
    Bench& bench = window.bench();
    if (Status status = openNow(window, options.files); !status)
        return status;
    if (Status status = applyValues(bench, options); !status)
        return status;
    return bench.waitsForRun() ? bench.runNow() : Status();
}

} // namespace

Status applyValues(Bench& bench, const LaunchOptions& options)
{
    for (auto it = options.values.begin(); it != options.values.end(); ++it) {
        const std::string name = it.key().toStdString();
        if (!bench.experiment())
            return Error{ErrorKind::input, "--set", "", {"session.no-parameters", {bench.title().toStdString(), name}}};
        if (Status taken = session::checkValue(*bench.experiment(), name, it.value()); !taken)
            return taken;
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

LaunchAnswer complaint(const Error& error)
{
    return {QStringLiteral("streamscope: %1\n").arg(sentence(error)), int(error.kind)};
}

LaunchAnswer drawPictures(MainWindow& window, const LaunchOptions& options)
{
    const auto isOne = [](const QString& file) {
        return isExperiment(file) || file.startsWith(QLatin1String("recordings/"));
    };
    const auto first = std::find_if(options.files.begin(), options.files.end(), isOne);
    if (first != options.files.end())
        if (const auto second = std::find_if(first + 1, options.files.end(), isOne); second != options.files.end())
            return {
                QStringLiteral("streamscope: %1: expected one experiment, found %2 before it\n").arg(*second, *first),
                2};
    if (const Status status = prepare(window, options); !status)
        return complaint(status.error());
    QString problem;
    QObject::connect(&window.bench(), &Bench::problem, &window, [&problem](const QString& text) { problem = text; });
    window.show();
    window.settle();
    if (!problem.isEmpty())
        return {QStringLiteral("streamscope: %1\n").arg(problem), 2};
    if (!options.exportFile.isEmpty())
        if (const Status status = window.exportPicture(options.exportFile); !status)
            return complaint(status.error());
    if (!options.screenshot.isEmpty())
        if (const Status status = saveScreenshot(window, options.screenshot); !status)
            return complaint(status.error());
    if (options.size.isValid() && window.size() != options.size)
        return {QStringLiteral("streamscope: --size: the window takes %1x%2, more than %3x%4\n")
                    .arg(window.width())
                    .arg(window.height())
                    .arg(options.size.width())
                    .arg(options.size.height()),
                0};
    return {};
}

} // namespace streamscope::ui
