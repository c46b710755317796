// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons/icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace streamscope::ui {

namespace {

/// Draws the SVG with currentColor replaced, at whatever size is asked for.
class SymbolicIcon : public QIconEngine
{
public:
    SymbolicIcon(QByteArray svg, const QColor& colour, const QColor& disabledColour)
        : m_svg(std::move(svg)), m_colour(colour), m_disabled(disabledColour)
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", (mode == QIcon::Disabled ? m_disabled : m_colour).name().toLatin1());
        QSvgRenderer(svg).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new SymbolicIcon(*this); }

private:
    QByteArray m_svg;
    QColor m_colour, m_disabled;
};

} // namespace

QIcon icon(const char* name, const QColor& colour, const QColor& disabledColour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new SymbolicIcon(file.readAll(), colour, disabledColour.isValid() ? disabledColour : colour));
}

} // namespace streamscope::ui
