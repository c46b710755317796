// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_reader.h"

namespace streamscope::formats {

Result<trace::TracePointer> readNsight(const std::string& path, const ReadOptions&)
{
    return Error{ErrorKind::input, path, "", {"formats.unknown-kind", {}}};
}

} // namespace streamscope::formats
