// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/part.h"

#include "device/profile_document.h"

namespace streamscope::device {
namespace {

/// Goes through the sections that are described by parts. It has no way to take a number that does not say its own.
class Without
{
public:
    explicit Without(Part part) : m_part(part) {}

    void value(const char*, double& member, Part part, Range = {}) { member = part == m_part ? 0 : member; }
    void optional(const char* key, double& member, Part part, Range = {}) { value(key, member, part); }
    template <class Function>
    void section(const char*, Function&& function)
    {
        function(*this);
    }

private:
    Part m_part;
};

} // namespace

DeviceProfile without(Part part, DeviceProfile profile)
{
    Without visitor(part);
    visitCalls(visitor, profile.calls);
    visitLatencies(visitor, profile.latencies);
    visitModel(visitor, profile.model);
    return profile;
}

} // namespace streamscope::device
