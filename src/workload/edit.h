// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

/// Changes to an experiment, for the window's editor. Each is a pure function: it gives a new, checked experiment, or
/// the error that the changed document would have; the key order of the document is kept. Streams, branches and layouts
/// go by the names they have in Resolved ("stream 2" of three), operations by their `place`.
namespace streamscope::workload {

/// Adds a stream; an empty `name` takes "stream", "stream 2", … whichever is free.
Result<Experiment> addStream(const Experiment& experiment, const std::string& layout, const std::string& name = "");
/// Branches that were assigned to it by name go to the first stream that is left.
Result<Experiment> removeStream(const Experiment& experiment, const std::string& layout, const std::string& stream);
Result<Experiment> renameStream(const Experiment& experiment, const std::string& layout, const std::string& stream,
                                const std::string& name);
/// Sets "priority", "flags", "thread" or "device" of one stream; null takes the key away.
Result<Experiment> setStreamField(const Experiment& experiment, const std::string& layout, const std::string& stream,
                                  const std::string& key, const nlohmann::ordered_json& value);
/// Puts `branch` (one of its copies, if it has several) on `stream`; all others stay where they are.
Result<Experiment> assignBranch(const Experiment& experiment, const std::string& layout, const std::string& branch,
                                const std::string& stream);

/// A layout of one stream.
Result<Experiment> addLayout(const Experiment& experiment, const std::string& name);
/// The copy stands behind the original; an empty `name` makes one up.
Result<Experiment> duplicateLayout(const Experiment& experiment, const std::string& layout,
                                   const std::string& name = "");
Result<Experiment> removeLayout(const Experiment& experiment, const std::string& layout);
/// Sets any key of a layout ("name", "launch", "issue", "memory", …); null takes the key away.
Result<Experiment> setLayoutField(const Experiment& experiment, const std::string& layout, const std::string& key,
                                  const nlohmann::ordered_json& value);

/// An empty branch; an empty `name` makes one up. Layouts that assign branches by name put it on their first stream.
Result<Experiment> addBranch(const Experiment& experiment, const std::string& name = "");
/// With all its copies; also from the lists of what comes after what.
Result<Experiment> removeBranch(const Experiment& experiment, const std::string& branch);
Result<Experiment> renameBranch(const Experiment& experiment, const std::string& branch, const std::string& name);
/// Sets "count" or "after" of a branch; null takes the key away.
Result<Experiment> setBranchField(const Experiment& experiment, const std::string& branch, const std::string& key,
                                  const nlohmann::ordered_json& value);

/// Inserts `operation` ({"kernel": {…}}) before number `index` of the branch's list; beyond its end appends.
Result<Experiment> addOperation(const Experiment& experiment, const std::string& branch, std::size_t index,
                                const nlohmann::ordered_json& operation);
Result<Experiment> removeOperation(const Experiment& experiment, const std::string& place);
Result<Experiment> replaceOperation(const Experiment& experiment, const std::string& place,
                                    const nlohmann::ordered_json& operation);
/// To number `index` of the same list.
Result<Experiment> moveOperation(const Experiment& experiment, const std::string& place, std::size_t index);

/// What the parameter is unless somebody sets it.
Result<Experiment> setParameter(const Experiment& experiment, const std::string& name, double value);
/// Sets the experiment's name; the file's name is the caller's.
Result<Experiment> renameExperiment(const Experiment& experiment, const std::string& name);

} // namespace streamscope::workload
