// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <optional>
#include <string>

namespace streamscope::cuda {

/// libcupti as found on this machine. Drivers do not bring it: it lies beside the runner, in the toolkit, or nowhere.
class CuptiLibrary
{
public:
    /// Path or name under which it can be opened: beside this program, CUDA_HOME (or CUDA_PATH), /usr/local/cuda, then
    /// the system's search path. Opens it, which touches no device.
    static std::optional<std::string> find();

    static Result<CuptiLibrary> open();

    /// Address of a function; null if this version has none.
    template <class Function>
    Function* function(const char* name) const
    {
        return reinterpret_cast<Function*>(address(name));
    }

private:
    explicit CuptiLibrary(void* handle) : m_handle(handle) {}
    void* address(const char* name) const;

    void* m_handle; ///< never closed: CUPTI's threads live in it
};

} // namespace streamscope::cuda
