// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/launch_options.h"
#include "app/main_window.h"

namespace streamscope::ui {

/// Opens and runs what the command line names, here and now, and writes the pictures it asks for. What went wrong is
/// one line and the status to exit with; then there is no picture.
LaunchAnswer drawPictures(MainWindow& window, const LaunchOptions& options);

/// The values of parameters and the layouts to show that the command line names, for what is open. Errors: what there
/// is none of.
Status applyValues(Bench& bench, const LaunchOptions& options);

LaunchAnswer complaint(const Error& error);

} // namespace streamscope::ui
