// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace streamscope::ui {

class Bench;
struct Lane;

/// The window's sentences about what lies on the bench, in the application's language. No state.
namespace lines {

QString headline(const Bench& bench);     ///< the verdict, or what one trace says
QString why(const Bench& bench);          ///< what stands in the way of more, and whether a result may be wrong
QString reason(const Bench& bench);       ///< what to look for, and how it is known
QString provenance(const Bench& bench);   ///< the line at the foot
QString trust(const Bench& bench);        ///< what was lost or mended; empty when nothing was
QString laneNote(const Lane& lane);       ///< "4.76 ms · 6.86 while traced"
QString laneProvenance(const Lane& lane); ///< "simulated, unchecked"
QString laneTime(const Lane& lane);       ///< "4.76 ms"

} // namespace lines
} // namespace streamscope::ui
