// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/track_names.h"

#include <QRegularExpression>

#include <utility>

namespace streamscope::ui {

QString TrackNames::of(const trace::TrackInfo& info)
{
    return said(QString::fromStdString(info.name));
}

QString TrackNames::said(const QString& name)
{
    for (const auto& [prefix, with] :
         {std::pair{"annotations · ", QT_TR_NOOP("annotations · %1")},
          std::pair{"profiler · ", QT_TR_NOOP("profiler · %1")}, std::pair{"marks · ", QT_TR_NOOP("marks · %1")},
          std::pair{"ranges · ", QT_TR_NOOP("ranges · %1")}})
        if (name.startsWith(QString::fromUtf8(prefix)))
            return tr(with).arg(said(name.mid(QString::fromUtf8(prefix).size())));
    static const QRegularExpression own(
        QStringLiteral("^(default stream|stream|thread|host to device|device to host|device to device)(?: (\\d+(?: "
                       "\\(.*\\))?|PyTorch Profiler))?$"));
    const auto match = own.match(name);
    if (!match.hasMatch())
        return name;
    const QString kind = match.captured(1), number = match.captured(2);
    if (kind == u"default stream")
        return tr("default stream");
    if (kind == u"host to device")
        return tr("host to device");
    if (kind == u"device to host")
        return tr("device to host");
    if (kind == u"device to device")
        return tr("device to device");
    if (number.isEmpty())
        return kind == u"stream" ? tr("stream") : name;
    if (kind == u"stream")
        return tr("stream %1").arg(number);
    return kind == u"thread" ? tr("thread %1").arg(number) : name;
}

} // namespace streamscope::ui
