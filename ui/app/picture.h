// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace streamscope::ui {

class ChartsView;
class TimelineView;

/// What stands over a picture and under it, so that it tells its story alone. Each may be empty.
struct PictureWords
{
    QString headline;
    QString why;
    QString reason;
    QString source; ///< where the numbers are from
};

/// Timelines over charts as one picture; the ending of `path` says which kind: svg, pdf or png.
/// Errors: base.cannot-write.
Status drawPicture(const QString& path, const PictureWords& words, const TimelineView& timelines,
                   const ChartsView& charts);

} // namespace streamscope::ui
