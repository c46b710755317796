// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/launch_options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <algorithm>

namespace streamscope::ui {

namespace {

LaunchAnswer refused(const QString& text)
{
    return {QStringLiteral("streamscope: ") + text + QLatin1Char('\n'), 2};
}

constexpr QSize leastSize(320, 240), mostSize(16384, 16384);

QString sizeText(const QSize& size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

bool parseSize(const QString& text, QSize& size)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const auto match = form.match(text);
    size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    return match.hasMatch() && size.expandedTo(leastSize) == size && size.boundedTo(mostSize) == size;
}

/// Without an application object the parser does not know what the program is called; with one it gives its path.
QString helpText(const QCommandLineParser& parser)
{
    static const QRegularExpression usage(QStringLiteral("^(\\S+ )\\S+(?= \\[)"));
    return parser.helpText().replace(usage, QStringLiteral("\\1streamscope"));
}

bool parseValues(const QStringList& texts, QMap<QString, double>& values)
{
    for (const QString& text : texts) {
        const int equals = text.indexOf(QLatin1Char('='));
        bool ok = false;
        const double value = text.mid(equals + 1).toDouble(&ok);
        if (equals < 1 || !ok)
            return false;
        values[text.left(equals)] = value;
    }
    return true;
}

bool hasEnding(const QString& file, const QStringList& endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [&](const QString& e) { return file.endsWith(e, Qt::CaseInsensitive); });
}

} // namespace

std::variant<LaunchOptions, LaunchAnswer> parseLaunchOptions(const QStringList& arguments)
{
    using Option = QCommandLineOption;
    QCommandLineParser parser;
    const auto option = [&](const char* name, const char* description, const char* value) {
        Option made(QString::fromLatin1(name), QString::fromUtf8(description), QString::fromUtf8(value));
        parser.addOption(made);
        return made;
    };
    parser.setApplicationDescription(QStringLiteral(
        "An oscilloscope for GPU streams. Without arguments it opens on three equal kernels, simulated."));
    const Option help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this text."));
    const Option version({QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Print the version."));
    parser.addOption(help);
    parser.addOption(version);
    const auto screenshot =
        option("screenshot", "Draw the finished window there without a display and exit.", "FILE.png");
    const auto exportTo =
        option("export", "Draw the timelines there without a display and exit.", "FILE.svg|.pdf|.png");
    const auto size = option("size", "Size of the window.", "WxH");
    const auto scale = option("scale", "Device pixel ratio, for --screenshot.", "RATIO");
    const auto theme = option("theme", "light, dark or auto.", "THEME");
    const auto language = option("lang", "en or zh_CN.", "LANGUAGE");
    const auto layouts = option("layouts", "Layouts to show.", "A,B,…");
    const auto on = option("on", "simulator[:PROFILE], cuda[:N] or replay:FILE.", "TARGET");
    const auto set = option("set", "A parameter's value; may be repeated.", "NAME=VALUE");
    const Option presentation(QStringLiteral("presentation"), QStringLiteral("Larger type, thicker lanes."));
    Option firstPaint(QStringLiteral("measure-first-paint"));
    firstPaint.setFlags(Option::HiddenFromHelp);
    parser.addOption(presentation);
    parser.addOption(firstPaint);
    parser.addPositionalArgument(
        QStringLiteral("EXPERIMENT|TRACE"),
        QStringLiteral("A built-in experiment's name, an experiment file, a trace, or - for a live stream."),
        QStringLiteral("[EXPERIMENT|TRACE]…"));

    if (!parser.parse(arguments))
        return refused(parser.errorText());
    if (parser.isSet(help))
        return LaunchAnswer{helpText(parser), 0};
    if (parser.isSet(version))
        return LaunchAnswer{QStringLiteral("streamscope " STREAMSCOPE_VERSION "\n"), 0};

    LaunchOptions options;
    options.files = parser.positionalArguments();
    options.layouts = parser.value(layouts).split(QLatin1Char(','), Qt::SkipEmptyParts);
    options.target = parser.value(on);
    options.theme = parser.value(theme);
    options.language = parser.value(language);
    options.screenshot = parser.value(screenshot);
    options.exportFile = parser.value(exportTo);
    options.presentation = parser.isSet(presentation);
    options.measureFirstPaint = parser.isSet(firstPaint);
    if (parser.isSet(size) && !parseSize(parser.value(size), options.size))
        return refused(QStringLiteral("--size: expected WIDTHxHEIGHT in pixels, from %1 to %2, found '%3'")
                           .arg(sizeText(leastSize), sizeText(mostSize), parser.value(size)));
    if (parser.isSet(scale)) {
        bool ok = false;
        options.scale = parser.value(scale).toDouble(&ok);
        if (!ok || !(options.scale >= 0.5 && options.scale <= 4))
            return refused(
                QStringLiteral("--scale: expected a ratio from 0.5 to 4, found '%1'").arg(parser.value(scale)));
    }
    if (!parseValues(parser.values(set), options.values))
        return refused(
            QStringLiteral("--set: expected NAME=NUMBER, found '%1'").arg(parser.values(set).join(QLatin1Char(' '))));
    if (parser.isSet(theme) && !QStringList{"light", "dark", "auto"}.contains(options.theme))
        return refused(QStringLiteral("--theme: expected light, dark or auto, found '%1'").arg(options.theme));
    if (parser.isSet(language) && !QStringList{"en", "zh_CN"}.contains(options.language))
        return refused(QStringLiteral("--lang: expected en or zh_CN, found '%1'").arg(options.language));
    if (parser.isSet(screenshot) && !hasEnding(options.screenshot, {".png"}))
        return refused(
            QStringLiteral("--screenshot: expected a file that ends in .png, found '%1'").arg(options.screenshot));
    if (parser.isSet(exportTo) && !hasEnding(options.exportFile, {".svg", ".pdf", ".png"}))
        return refused(QStringLiteral("--export: expected a file that ends in .svg, .pdf or .png, found '%1'")
                           .arg(options.exportFile));
    return options;
}

std::optional<LaunchAnswer> refusalWithoutDisplay(const LaunchOptions& options)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    const auto names = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"};
    const bool none =
        std::all_of(names.begin(), names.end(), [](auto name) { return qEnvironmentVariableIsEmpty(name); });
    if (none && !options.headless())
        return refused(QStringLiteral("no display: use --screenshot FILE or streamscope-cli"));
#else
    static_cast<void>(options);
#endif
    return std::nullopt;
}

} // namespace streamscope::ui
