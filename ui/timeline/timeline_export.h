// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QRectF>
#include <QString>

#include <functional>
#include <optional>

class QIODevice;
class QPainter;

namespace streamscope::ui {

enum class PictureFormat
{
    svg,
    pdf,
    png,
};

/// By the ending of the file's name; nothing for others.
std::optional<PictureFormat> pictureFormat(const QString& fileName);

/// Draws what stands at `area`, which starts at (0, 0).
using PictureSource = std::function<void(QPainter& painter, const QRectF& area)>;

/// The bytes of a picture of `size` (logical pixels; PNG at twice as many).
QByteArray picture(PictureFormat format, QSizeF size, const PictureSource& draw);

/// Writes to a file, whole or not at all. Errors: base.cannot-write.
Status savePicture(const QString& fileName, PictureFormat format, QSizeF size, const PictureSource& draw);

} // namespace streamscope::ui
