// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/experiment.h"

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

/// Changes to an experiment, for the window's editor. Each is a pure function: it gives a new, checked experiment, or
/// the error that the changed document would have; the key order of the document is kept. Streams, branches and layouts
/// go by the names they have in Resolved ("stream 2" of three: it is written out alone then) or by those of the file
/// ("stream": all three), operations and entries by their `place`: a JSON pointer ("#/branches/0/operations/2").
namespace streamscope::workload {

/// Adds a stream; an empty `name` takes "stream", "stream 2", … whichever is free.
Result<Experiment> addStream(const Experiment& experiment, const std::string& layout, const std::string& name = "");
/// Branches that were assigned to it by name go to the first stream that is left.
Result<Experiment> removeStream(const Experiment& experiment, const std::string& layout, const std::string& stream);
Result<Experiment> renameStream(const Experiment& experiment, const std::string& layout, const std::string& stream,
                                const std::string& name);
/// Sets any key of one stream but its name; null takes the key away.
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

/// Inserts `operation` ({"kernel": {…}}) before what stands at `place`, whose last number may be beyond the list's end.
Result<Experiment> addOperation(const Experiment& experiment, const std::string& place,
                                const nlohmann::ordered_json& operation);
Result<Experiment> removeOperation(const Experiment& experiment, const std::string& place);
Result<Experiment> replaceOperation(const Experiment& experiment, const std::string& place,
                                    const nlohmann::ordered_json& operation);

/// Sets one key of the object at `place`, "#" being the experiment itself; null takes it away. For keys that nothing
/// else speaks of: names have functions of their own.
Result<Experiment> setMember(const Experiment& experiment, const std::string& place, const std::string& key,
                             const nlohmann::ordered_json& value);
/// Moves an operation, branch, layout, stream, parameter or buffer to number `index` of the list it stands in.
Result<Experiment> moveEntry(const Experiment& experiment, const std::string& place, std::size_t index);

/// From 1 to 100; an empty `name` makes one up.
Result<Experiment> addParameter(const Experiment& experiment, const std::string& name = "");
/// Also from what layouts set; an error if an expression speaks of it.
Result<Experiment> removeParameter(const Experiment& experiment, const std::string& name);
/// In all expressions too.
Result<Experiment> renameParameter(const Experiment& experiment, const std::string& name, const std::string& newName);
/// What the parameter is unless somebody sets it.
Result<Experiment> setParameter(const Experiment& experiment, const std::string& name, double value);

/// Of 4 MiB; an empty `name` makes one up.
Result<Experiment> addBuffer(const Experiment& experiment, const std::string& name = "");
/// An error if an operation uses it.
Result<Experiment> removeBuffer(const Experiment& experiment, const std::string& name);
Result<Experiment> renameBuffer(const Experiment& experiment, const std::string& name, const std::string& newName);

/// Of the events that something records, each once, in the order of the file.
std::vector<std::string> eventNames(const Experiment& experiment);
/// In every operation that speaks of it.
Result<Experiment> renameEvent(const Experiment& experiment, const std::string& name, const std::string& newName);

/// Sets the experiment's name; the file's name is the caller's.
Result<Experiment> renameExperiment(const Experiment& experiment, const std::string& name);

} // namespace streamscope::workload
