// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "device/fits.h"

#include "device/profile_document.h"
#include "device/profiles.h"

namespace streamscope::device {
namespace {

/// Finds every fractional number of a profile by its place in the file.
class Numbers
{
public:
    explicit Numbers(DeviceProfile& profile) : m_found(m_own) { visit(*this, profile); }

    const std::map<std::string, double*>& all() const { return m_found; }

    double* find(const std::string& place) const
    {
        const auto found = m_found.find(place);
        return found == m_found.end() ? nullptr : found->second;
    }

    void value(const char* key, double& member, Range = {}) { m_found[m_prefix + key] = &member; }
    template <class Other>
    void value(const char*, Other&, Range = {})
    {}
    void value(const char* key, double& member, Part, Range = {}) { value(key, member); }
    void optional(const char* key, double& member, Part, Range = {}) { value(key, member); }
    template <class Function>
    void section(const char* key, Function&& function)
    {
        Numbers inner(m_found, m_prefix + key + "/");
        function(inner);
    }
    void version(const char*, int) {}
    template <class Other>
    void fits(const char*, Other&)
    {}
    template <class Other>
    void words(const char*, Other&)
    {}
    template <class Other>
    void text(const char*, Other&)
    {}
    template <class Other>
    void factors(const char*, Other&)
    {}
    template <class Other>
    void spread(const char*, Other&)
    {}

private:
    using Found = std::map<std::string, double*>;

    Numbers(Found& found, std::string prefix) : m_found(found), m_prefix(std::move(prefix)) {}

    Found m_own;
    Found& m_found;
    std::string m_prefix;
};

} // namespace

std::string originOf(const DeviceProfile& profile, std::string place)
{
    while (true) {
        if (const auto found = profile.origin.find(place); found != profile.origin.end())
            return found->second;
        const std::size_t slash = place.rfind('/');
        if (slash == std::string::npos)
            return {};
        place.resize(slash);
    }
}

void adoptFits(DeviceProfile& measured, const DeviceProfile& fitted)
{
    const bool sameGpu = measured.deviceName == fitted.deviceName;
    const auto adopts = [&](const std::string& place) {
        if (sameGpu)
            return true;
        // The ramp of L2 is measured, where a fit of another GPU's says nothing of this one.
        return place == "kernels" || place == "model" ||
               (place.starts_with("model/") && !place.starts_with("model/l2_"));
    };
    for (const auto& [place, word] : fitted.origin)
        if (adopts(place))
            measured.origin[place] = word;
    measured.kernels = fitted.kernels;
    measured.fitNote =
        sameGpu ? fitted.fitNote : "as of the " + fitted.deviceName + ", unchecked here: " + fitted.fitNote;
    measured.corrections = fitted.corrections;
    if (sameGpu) {
        measured.modelErrorMedian = fitted.modelErrorMedian;
        measured.modelError90 = fitted.modelError90;
    }
    DeviceProfile source = fitted;
    const Numbers from(source), to(measured);
    for (const auto& [place, number] : to.all())
        if (adopts(place) && originOf(fitted, place) == "fitted") {
            *number = *from.find(place);
            measured.spread.erase(place);
        }
}

std::optional<DeviceProfile> fitsFor(const DeviceProfile& measured)
{
    std::optional<DeviceProfile> kin;
    for (const std::string& name : profileNames()) {
        const Result<DeviceProfile> builtIn = findUncorrected(name);
        if (!builtIn || builtIn->source != ProfileSource::measured)
            continue;
        if (builtIn->deviceName == measured.deviceName)
            return *builtIn;
        if (builtIn->computeMajor == measured.computeMajor && builtIn->computeMinor == measured.computeMinor)
            kin = *builtIn;
    }
    return kin;
}

void applyCorrections(DeviceProfile& profile)
{
    const Numbers numbers(profile);
    for (const auto& [place, factor] : profile.corrections)
        if (double* number = numbers.find(place))
            *number *= factor;
    profile.corrections.clear();
}

} // namespace streamscope::device
