// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/trace.h"

#include <QCoreApplication>
#include <QString>

#include <string_view>
#include <utility>
#include <vector>

namespace streamscope::ui {

/// What is said of one slice, in the window's language.
class SliceText
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::SliceText)
public:
    /// Label and value, in order; only what is known. Times count from `originNs`.
    static std::vector<std::pair<QString, QString>> facts(const trace::Trace& trace, trace::SliceRef slice,
                                                          Ns originNs);
    /// The facts as rich text, the name on top.
    static QString tooltip(const trace::Trace& trace, trace::SliceRef slice, Ns originNs);
    /// One line, for screen readers: name, row, start, duration.
    static QString sentence(const trace::Trace& trace, trace::SliceRef slice, Ns originNs);
};

/// The last part of a kernel's name without its template arguments and parameters:
/// "void at::native::reduce_kernel<512, 1>(float*)" → "reduce_kernel".
QString shortName(std::string_view name);

/// "12.0 KiB"
QString bytesText(std::int64_t bytes);

/// "4×8×9"
QString extentText(const std::array<std::int32_t, 3>& extent);

} // namespace streamscope::ui
