// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QCoreApplication>
#include <QString>

namespace streamscope::ui {

/// Names of streams, threads and copy engines as the person reads them, wherever they stand: those that Streamscope
/// gives itself are said in the window's language; a person's own stay as they are.
class TrackNames
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::TrackNames)
public:
    /// With the rank, the GPU, the process or the context in front where the trace has several: "GPU 1 · stream 13".
    /// O(tracks).
    static QString of(const trace::Trace& trace, const trace::TrackInfo& info);

private:
    static QString said(const QString& name);
};

} // namespace streamscope::ui
