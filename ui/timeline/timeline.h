// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace streamscope::ui {

/// One timeline of the stack: a layout's run, or a recording.
struct Timeline
{
    QString title; ///< "three streams · eager"
    QString note;  ///< at the right: "4.76 ms · 6.86 while traced"
    trace::TracePointer trace;
    trace::TracePointer ghost;                   ///< the old result, drawn as outlines under the new one; may be null
    std::optional<trace::Provenance> provenance; ///< nothing: as the trace says
    std::optional<Ns> originNs;                  ///< trace time at 0 of the axis; nothing: the first host call
    QString provenanceText; ///< in its stead, where more is known: "simulated, checked on hardware (median error 7 %)"
    bool growing = false;   ///< more arrives, or was to: nothing is said of its end
    bool faint = false;     ///< not of the newest run: drawn paler than the others
    /// The same in every language and after every run: folds and choices stay with it. No two shown share one.
    QString key;
};

/// A slice of one of the timelines shown.
struct ShownSlice
{
    int timeline = 0;
    trace::SliceRef slice;

    bool operator==(const ShownSlice&) const = default;
};

/// What lies in the selected stretch of a timeline.
struct StretchSums
{
    int timeline = 0;
    Interval stretch;
    std::int64_t operations = 0; ///< kernels, copies and memsets that touch it
    Ns gpuBusyNs = 0;            ///< union over the streams
    Ns operationNs = 0;          ///< sum of their times within the stretch
    Ns hostWaitingNs = 0;        ///< host threads waiting
};

} // namespace streamscope::ui

Q_DECLARE_METATYPE(streamscope::trace::SliceRef)
Q_DECLARE_METATYPE(streamscope::ui::ShownSlice)
