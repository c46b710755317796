// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/member_fields.h"

namespace streamscope::ui {

/// Every field that the buffer at `place` ("#/buffers/NAME") may have but its name.
std::vector<FieldForm::Field> bufferFields(ExperimentDocument* document, const QString& place);

} // namespace streamscope::ui
