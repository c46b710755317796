// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/cupti_library.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <vector>

namespace streamscope::cuda {

namespace {

std::vector<std::string> candidates()
{
    std::vector<std::string> folders;
    std::error_code ignored;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    if (!self.empty()) {
        folders.push_back(self.parent_path().string());
        folders.push_back((self.parent_path().parent_path() / "lib" / "streamscope").string());
    }
    for (const char* variable : {"CUDA_HOME", "CUDA_PATH"})
        if (const char* home = std::getenv(variable))
            folders.push_back(std::string(home) + "/extras/CUPTI/lib64");
    folders.push_back("/usr/local/cuda/extras/CUPTI/lib64");
    folders.push_back("/usr/local/cuda/lib64");
    folders.push_back("/usr/local/cuda/lib");
    std::vector<std::string> names;
    for (const std::string& folder : folders)
        for (const char* file : {"libcupti.so.13", "libcupti.so.12", "libcupti.so"})
            if (std::string path = folder + "/" + file; std::filesystem::exists(path, ignored))
                names.push_back(std::move(path));
    for (const char* name : {"libcupti.so.13", "libcupti.so.12", "libcupti.so"})
        names.push_back(name);
    return names;
}

} // namespace

std::optional<std::string> CuptiLibrary::find()
{
    for (const std::string& name : candidates())
        if (::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL))
            return name;
    return std::nullopt;
}

Result<CuptiLibrary> CuptiLibrary::open()
{
    const std::optional<std::string> name = find();
    void* handle = name ? ::dlopen(name->c_str(), RTLD_NOW | RTLD_LOCAL) : nullptr;
    if (!handle)
        return Error{ErrorKind::device, {}, {}, {"cuda.cupti-missing", {}}};
    return CuptiLibrary(handle);
}

void* CuptiLibrary::address(const char* name) const
{
    return ::dlsym(m_handle, name);
}

} // namespace streamscope::cuda
