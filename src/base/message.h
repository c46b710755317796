// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace streamscope {

/// What is to be said, without its words: an id such as "workload.unknown-key" and what goes into the sentence's
/// {0}, {1}, … The sentences stand in resources/messages/LANGUAGE/MODULE.json; words/sentences.h finds them.
struct Message
{
    std::string id;
    std::vector<std::string> arguments;

    bool operator==(const Message&) const = default;
};

} // namespace streamscope
