// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/member_fields.h"
#include "workload/experiment.h"

namespace streamscope::ui {

/// The kinds of operation, as the experiment file has them.
QStringList operationKinds();
/// "record event"
QString operationKindName(const QString& kind);
/// "kernel · spin", "copy · host → device", "repeat · 3×".
QString operationText(const Json& operation);

/// `experiment` with an operation of that kind at `place`, valid as it stands: what it needs (a buffer) is made, what
/// can be chosen (an event to wait for) is the first there is.
Result<workload::Experiment> withNewOperation(const workload::Experiment& experiment, const QString& kind,
                                              const std::string& place);
/// Why an operation of that kind cannot be added yet; empty if it can.
QString missingFor(const QString& kind, const workload::Experiment& experiment);

/// Every field that the operation at `place` ("#/branches/0/operations/2") may have.
FieldForm::Page operationPage(ExperimentDocument* document, const QString& place);

} // namespace streamscope::ui
