// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QToolButton;

namespace streamscope::ui {

/// The button opens the menu at once. When that is closed it is only lit if the pointer is still there: the menu had
/// the pointer when it left, and Qt says nothing of that.
void setInstantMenu(QToolButton* button, QMenu* menu);

} // namespace streamscope::ui
