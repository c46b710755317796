// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QString>

#include <optional>
#include <string>

namespace streamscope::ui {

/// One row of the list of layouts, and one timeline if it is shown.
struct Lane
{
    std::string key; ///< the layout's name, or the trace's path; a twin's ends in "#twin"
    QString title;
    bool shown = true;
    bool opened = false;                   ///< a trace that the user opened
    bool twin = false;                     ///< simulated beside a recording
    bool running = false;                  ///< the trace still grows
    bool earlier = false;                  ///< the newest run did not reach it: what it shows is from before
    bool brokenOff = false;                ///< of the newest run, which ended before its end
    trace::TracePointer trace;             ///< null: not run yet
    trace::TracePointer ghost;             ///< the result before the slider moved, or the round before
    Ns originNs = 0;                       ///< the trace's time that stands at 0 of the axis
    std::optional<trace::SliceRef> anchor; ///< the slice that stands at 0, where the user chose one
    Ns makespanNs = -1;                    ///< unprofiled; −1: not known
    std::optional<Ns> tracedNs;
    trace::Provenance provenance = trace::Provenance::simulatedUnchecked;
    double modelError = 0;
    QString device;
};

} // namespace streamscope::ui
