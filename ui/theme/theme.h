// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/event.h"

#include <QBrush>
#include <QColor>
#include <QCoreApplication>
#include <QFont>
#include <QLineF>
#include <QPalette>
#include <QString>
#include <QVector>

#include <array>

class QApplication;
class QPainter;
class QRectF;

namespace streamscope::ui {

enum class ColourScheme
{
    system, ///< as the desktop's own palette is when the program starts
    light,
    dark,
};

/// What the eye tells apart: the kinds of the legend. Each has a hue (Okabe–Ito) and a pattern.
enum class KindGroup : std::uint8_t
{
    matrixProduct,
    reduction,
    elementwise,
    otherKernel,
    copy,
    memset,
    event,
    hostFunction,
    block,
    submitting, ///< host: a call that submits
    working,    ///< host: the thread computes
    waiting,    ///< host: a call that waits
    annotation,
    overhead,
    other,
};
constexpr int kindGroupCount = int(KindGroup::other) + 1;

KindGroup groupOf(trace::SliceKind kind);

/// Names of the kinds in the window's language.
class KindNames
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::KindNames)
public:
    static QString of(KindGroup group);       ///< "matrix product"
    static QString of(trace::SliceKind kind); ///< finer: "copy, host to device"
};

struct KindStyle
{
    QColor fill;
    QColor line; ///< of the pattern and the outline
    QColor text; ///< readable on `fill`, at least 4.5:1
    Qt::BrushStyle pattern = Qt::NoBrush;
};

/// Colours of one scheme. Two exist; which one a widget uses follows from its palette, so that a PaletteChange is all
/// it takes to change them.
struct Theme
{
    bool dark = false;
    QColor window;    ///< side panels, tool bar, bands
    QColor surface;   ///< timelines, charts, cards
    QColor lane;      ///< background of a stream's row
    QColor grid;      ///< time grid
    QColor separator; ///< between panels; outline of cards
    QColor text;
    QColor mutedText; ///< at least 4.5:1 on window and surface
    QColor accent;    ///< links, the primary button, the first line of charts
    QColor onAccent;
    QColor selected; ///< background of chosen list rows
    QColor groove;   ///< of sliders, scroll bars
    QColor ghost;    ///< the old result while a slider moves
    QColor playhead;
    QColor measure;
    QColor warning; ///< trust line; no kind's hue
    std::array<KindStyle, kindGroupCount> kinds;

    const KindStyle& kind(KindGroup group) const { return kinds[std::size_t(group)]; }
    const KindStyle& kind(trace::SliceKind k) const { return kind(groupOf(k)); }
};

const Theme& lightTheme();
const Theme& darkTheme();
/// The one whose window is as bright as the palette's.
const Theme& themeOf(const QPalette& palette);

/// Families of the program's font, with those for Chinese named, lest Han glyphs come out in Japanese forms.
QStringList fontFamilies();
/// The program's font; `scale` 1 is about 10 points.
QFont uiFont(double scale = 1);

/// Gives the application its palette, font and style sheet. May be called again at any time. `fontScale` is 1, or more
/// in presentation mode. Widgets may carry the dynamic properties card (true), primary (true), role ("section",
/// "muted", "headline", "link"), which the style sheet knows.
void applyTheme(QApplication& application, ColourScheme scheme, double fontScale = 1);

/// Fills `rect` as slices of this kind are drawn: hue, and the pattern where there is room for one. For legends.
void paintKind(QPainter& painter, const QRectF& rect, const KindStyle& style);

/// A brush of the kind's pattern in its line colour, calm and as sharp as `pixelRatio` allows; tiles of 12 logical
/// pixels.
QBrush patternBrush(const KindStyle& style, double pixelRatio);

/// The strokes of a pattern, clipped to `rect`, for vector files, where brushes with patterns do not travel well.
QVector<QLineF> patternLines(const QRectF& rect, Qt::BrushStyle pattern);

/// WCAG contrast of two opaque colours, 1…21.
double contrast(const QColor& a, const QColor& b);

} // namespace streamscope::ui
