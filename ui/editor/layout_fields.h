// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/member_fields.h"

namespace streamscope::ui {

/// The fields of the layout at `place`; its name comes first.
FieldForm::Page layoutFields(ExperimentDocument* document, const QString& place);

} // namespace streamscope::ui
