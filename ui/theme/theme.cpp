// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>

#include <cmath>

namespace streamscope::ui {
namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

KindStyle kindStyle(const char* fill, Qt::BrushStyle pattern, bool dark)
{
    const QColor colour(QLatin1String{fill});
    const QColor ink("#15171C"), paper("#FFFFFF");
    KindStyle style;
    style.fill = colour;
    style.text = contrast(colour, ink) >= contrast(colour, paper) ? ink : paper;
    style.line = dark ? colour.lighter(122) : colour.darker(118); // a calm pattern: near the fill
    style.pattern = pattern;
    return style;
}

// Hues after Okabe and Ito, moved until neighbours differ in lightness too.
void setKinds(Theme& theme)
{
    const bool d = theme.dark;
    const auto set = [&](KindGroup group, const char* light, const char* dark, Qt::BrushStyle pattern) {
        theme.kinds[std::size_t(group)] = kindStyle(d ? dark : light, pattern, d);
    };
    set(KindGroup::matrixProduct, "#2F77BD", "#4C8FD0", Qt::NoBrush);
    set(KindGroup::reduction, "#E39A1C", "#E0A03A", Qt::BDiagPattern);
    set(KindGroup::elementwise, "#169C78", "#3FAE8C", Qt::HorPattern);
    set(KindGroup::otherKernel, "#63B5E5", "#7CC4EE", Qt::Dense6Pattern);
    set(KindGroup::copy, "#C0699B", "#C98BB0", Qt::FDiagPattern);
    set(KindGroup::memset, "#8F95A3", "#8F95A3", Qt::DiagCrossPattern);
    set(KindGroup::event, "#C9B93A", "#D8CB5C", Qt::VerPattern);
    set(KindGroup::hostFunction, "#D4622A", "#E07A48", Qt::CrossPattern);
    set(KindGroup::block, "#8FB8DD", "#35648F", Qt::NoBrush);
    set(KindGroup::submitting, "#B1B4B9", "#5A6070", Qt::NoBrush);
    set(KindGroup::working, "#D3D4D7", "#3D4350", Qt::NoBrush);
    set(KindGroup::waiting, "#E3E4E2", "#2B2F39", Qt::BDiagPattern);
    set(KindGroup::annotation, "#D9DEE6", "#333B4A", Qt::NoBrush);
    set(KindGroup::overhead, "#C9C2B4", "#5C564B", Qt::DiagCrossPattern);
    set(KindGroup::other, "#C4C6CA", "#474C59", Qt::NoBrush);
}

Theme makeLight()
{
    Theme t;
    t.window = "#F3F3EF";
    t.surface = "#FBFBF9";
    t.lane = "#F6F6F3";
    t.grid = "#EAEAE6";
    t.separator = "#E4E4DF";
    t.text = "#1D2026";
    t.mutedText = "#666B76";
    t.accent = "#0B66B0";
    t.onAccent = "#FFFFFF";
    t.selected = "#E4EBF3";
    t.groove = "#DFDFD8";
    t.ghost = QColor(29, 32, 38, 90);
    t.playhead = "#0B66B0";
    t.measure = "#1D2026";
    t.warning = "#8A3B12";
    setKinds(t);
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.window = "#1C1F26";
    t.surface = "#15171C";
    t.lane = "#181B21";
    t.grid = "#22252D";
    t.separator = "#282C36";
    t.text = "#E7E9EE";
    t.mutedText = "#9AA1B0";
    t.accent = "#58B0F0";
    t.onAccent = "#10141B";
    t.selected = "#2A3242";
    t.groove = "#2B2F39";
    t.ghost = QColor(231, 233, 238, 90);
    t.playhead = "#58B0F0";
    t.measure = "#E7E9EE";
    t.warning = "#E9B48C";
    setKinds(t);
    return t;
}

QPalette paletteOf(const Theme& t)
{
    QPalette p;
    const auto all = [&p](QPalette::ColorRole role, const QColor& colour) { p.setColor(role, colour); };
    all(QPalette::Window, t.window);
    all(QPalette::Base, t.surface);
    all(QPalette::AlternateBase, t.lane);
    all(QPalette::Button, t.surface);
    all(QPalette::WindowText, t.text);
    all(QPalette::Text, t.text);
    all(QPalette::ButtonText, t.text);
    all(QPalette::BrightText, t.text);
    all(QPalette::ToolTipBase, t.surface);
    all(QPalette::ToolTipText, t.text);
    all(QPalette::PlaceholderText, t.mutedText);
    all(QPalette::Highlight, t.accent);
    all(QPalette::HighlightedText, t.onAccent);
    all(QPalette::Link, t.accent);
    all(QPalette::LinkVisited, t.accent);
    all(QPalette::Light, t.dark ? t.window.lighter(130) : QColor("#FFFFFF"));
    all(QPalette::Midlight, t.separator);
    all(QPalette::Mid, t.separator);
    all(QPalette::Dark, t.groove.darker(130));
    all(QPalette::Shadow, QColor("#000000"));
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = t.mutedText;
        faded.setAlphaF(0.6f);
        p.setColor(QPalette::Disabled, role, faded);
    }
    return p;
}

/// The desktop's own palette, from before the first applyTheme().
const QPalette& desktopPalette()
{
    static const QPalette palette = QApplication::palette();
    return palette;
}

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

KindGroup groupOf(trace::SliceKind kind)
{
    using trace::SliceKind;
    switch (kind) {
    case SliceKind::kernelMatrixProduct:
        return KindGroup::matrixProduct;
    case SliceKind::kernelReduction:
        return KindGroup::reduction;
    case SliceKind::kernelElementwise:
        return KindGroup::elementwise;
    case SliceKind::kernelOther:
        return KindGroup::otherKernel;
    case SliceKind::copyHostToDevice:
    case SliceKind::copyDeviceToHost:
    case SliceKind::copyDeviceToDevice:
    case SliceKind::copyOther:
        return KindGroup::copy;
    case SliceKind::memset:
        return KindGroup::memset;
    case SliceKind::eventRecord:
    case SliceKind::eventWait:
        return KindGroup::event;
    case SliceKind::hostFunction:
        return KindGroup::hostFunction;
    case SliceKind::block:
        return KindGroup::block;
    case SliceKind::hostSubmit:
    case SliceKind::hostCall:
        return KindGroup::submitting;
    case SliceKind::hostSync:
        return KindGroup::waiting;
    case SliceKind::hostWork:
    case SliceKind::cpuOperator:
        return KindGroup::working;
    case SliceKind::annotation:
    case SliceKind::gpuAnnotation:
        return KindGroup::annotation;
    case SliceKind::overhead:
        return KindGroup::overhead;
    case SliceKind::unknown:
        return KindGroup::other;
    }
    return KindGroup::other;
}

const Theme& lightTheme()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme& darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme& themeOf(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightnessF() < 0.5f ? darkTheme() : lightTheme();
}

QStringList fontFamilies()
{
    return {
        "Inter",           "Noto Sans",   "Segoe UI",   "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
        "Microsoft YaHei", "PingFang SC", "DejaVu Sans"};
}

QFont uiFont(double scale)
{
    QFont font;
    font.setFamilies(fontFamilies());
    font.setPointSizeF(10 * scale);
    return font;
}

void applyTheme(QApplication& application, ColourScheme scheme, double fontScale)
{
    const QPalette& desktop = desktopPalette();
    const Theme& theme = scheme == ColourScheme::light  ? lightTheme()
                         : scheme == ColourScheme::dark ? darkTheme()
                                                        : themeOf(desktop);
    if (application.style()->name().compare("fusion", Qt::CaseInsensitive) != 0 && application.styleSheet().isEmpty())
        application.setStyle(QStyleFactory::create("Fusion"));
    application.setFont(uiFont(fontScale));
    application.setPalette(paletteOf(theme));
    application.setStyleSheet(styleSheet(theme, fontScale));
}

} // namespace streamscope::ui
