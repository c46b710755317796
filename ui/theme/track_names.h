// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace/event.h"

#include <QCoreApplication>
#include <QString>

namespace streamscope::ui {

/// Names of streams, threads and copy engines as the person reads them, wherever they stand: those that Streamscope
/// gives itself are said in the window's language; a person's own stay as they are.
class TrackNames
{
    Q_DECLARE_TR_FUNCTIONS(streamscope::ui::TrackNames)
public:
    static QString of(const trace::TrackInfo& info);

private:
    static QString said(const QString& name);
};

} // namespace streamscope::ui
