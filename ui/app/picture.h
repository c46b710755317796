// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace streamscope::ui {

class Bench;
class ChartsView;
class TimelineView;

/// Timelines over charts as one picture; the ending of `path` says which kind: svg, pdf or png.
/// Errors: base.cannot-write.
Status drawPicture(const QString& path, const TimelineView& timelines, const ChartsView& charts);

/// One line a layout: makespans, speed-ups, times in ns. Empty without lanes.
QString comparisonCsv(const Bench& bench);

} // namespace streamscope::ui
