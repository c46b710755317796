// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"
#include "workload/node.h"

#include <string>

namespace streamscope::workload {

/// Applies `change` to a copy of the document and checks what comes out. A Failure that `change` throws is the result.
template <class Change>
Result<Experiment> edited(const Experiment& experiment, Change change)
{
    Json document = experiment.document();
    try {
        change(document);
    } catch (Failure& failure) {
        failure.error.file = experiment.file();
        return std::move(failure.error);
    }
    return experimentFromDocument(std::move(document), experiment.file());
}

/// The entry of `list` with that name. Throws Failure with `id` if there is none.
Json& entryNamed(Json& list, const std::string& name, const char* id);

/// Sets `key` of `object` in its place, appends it if it is new, takes it away if `value` is null.
void setKey(Json& object, const std::string& key, const Json& value);

/// `base`, or "BASE 2", "BASE 3", …: the first that no entry of `list` is named.
std::string freeName(const Json& list, const std::string& base);

} // namespace streamscope::workload
