// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace streamscope::ui {

/// The icon resources/icons/NAME.svg in a colour, sharp at every pixel ratio.
QIcon icon(const char* name, const QColor& colour, const QColor& disabledColour = {});

} // namespace streamscope::ui
