// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace streamscope::ui {

struct Theme;

/// The style sheet of the application: rounded cards, soft separators, flat controls. Sizes grow with `scale`.
QString styleSheet(const Theme& theme, double scale);

} // namespace streamscope::ui
