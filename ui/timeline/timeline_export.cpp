// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_export.h"

#include "base/file.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace streamscope::ui {
namespace {

constexpr int dotsPerInch = 96; // a logical pixel is a dot, as on the screen: letters and pictures keep their size

void writeSvg(QIODevice& device, QSizeF size, const PictureSource& draw)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(dotsPerInch);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    generator.setTitle(QStringLiteral("Streamscope"));
    QPainter painter(&generator);
    draw(painter, QRectF(QPointF(0, 0), size));
}

/// XML has no place for control characters and U+FFFE, U+FFFF, which Qt writes as they stand in a name; each is drawn
/// as the replacement character.
QByteArray asXml(const QByteArray& drawn)
{
    constexpr char replacement[] = "\xEF\xBF\xBD";
    QByteArray xml;
    xml.reserve(drawn.size());
    for (qsizetype i = 0; i < drawn.size(); ++i) {
        const char c = drawn[i];
        const QByteArrayView next = QByteArrayView(drawn).sliced(i).first(std::min<qsizetype>(3, drawn.size() - i));
        if (next == QByteArrayView("\xEF\xBF\xBE") || next == QByteArrayView("\xEF\xBF\xBF")) {
            xml += replacement;
            i += 2;
        } else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            xml += replacement;
        } else {
            xml += c;
        }
    }
    return xml;
}

void writePdf(QIODevice& device, QSizeF size, const PictureSource& draw)
{
    QPdfWriter writer(&device);
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(size * 72.0 / dotsPerInch, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setCreator(QStringLiteral("Streamscope"));
    QPainter painter(&writer);
    draw(painter, QRectF(QPointF(0, 0), size));
}

void writePng(QIODevice& device, QSizeF size, const PictureSource& draw)
{
    QImage image((size * 2).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        draw(painter, QRectF(QPointF(0, 0), size));
    }
    image.save(&device, "PNG");
}

} // namespace

std::optional<PictureFormat> pictureFormat(const QString& fileName)
{
    const QString ending = QFileInfo(fileName).suffix().toLower();
    if (ending == u"svg")
        return PictureFormat::svg;
    if (ending == u"pdf")
        return PictureFormat::pdf;
    if (ending == u"png")
        return PictureFormat::png;
    return std::nullopt;
}

QByteArray picture(PictureFormat format, QSizeF size, const PictureSource& draw)
{
    QBuffer buffer; // the generators look back
    buffer.open(QIODevice::WriteOnly);
    switch (format) {
    case PictureFormat::svg:
        writeSvg(buffer, size, draw);
        break;
    case PictureFormat::pdf:
        writePdf(buffer, size, draw);
        break;
    case PictureFormat::png:
        writePng(buffer, size, draw);
        break;
    }
    return format == PictureFormat::svg ? asXml(buffer.data()) : buffer.data();
}

Status savePicture(const QString& fileName, PictureFormat format, QSizeF size, const PictureSource& draw)
{
    const QByteArray drawn = picture(format, size, draw);
    return writeFile(fileName.toStdString(), {drawn.data(), std::size_t(drawn.size())});
}

} // namespace streamscope::ui
