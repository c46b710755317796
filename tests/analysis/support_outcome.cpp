// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/support_outcome.h"

#include <QtTest>

namespace streamscope::tests {

using namespace analysis;

device::DeviceProfile tenSms()
{
    device::DeviceProfile profile;
    profile.computeMajor = 9;
    profile.sms = 10;
    profile.warpsPerSm = 64;
    profile.blocksPerSm = 32;
    profile.sharedBytesPerSm = 233472;
    profile.sharedBytesPerBlock = 232448;
    profile.clockHz = 1e9;
    profile.fp32LanesPerSm = 100;
    profile.dramBytesPerSecond = 1e12;
    return profile;
}

const Finding& Outcome::operator[](std::string_view slug) const
{
    for (const Finding& finding : explanation.findings)
        if (finding.slug == slug)
            return finding;
    qFatal("no finding of that slug");
}

std::vector<std::string> Outcome::evidence(std::string_view slug) const
{
    std::vector<std::string> names;
    for (const trace::SliceRef& ref : (*this)[slug].evidence)
        names.emplace_back(trace->name(trace->tracks()[ref.track].name[ref.index]));
    return names;
}

Outcome explained(std::string_view text, const ExplainOptions& options,
                  const std::function<void(trace::TraceBuilder&)>& more)
{
    Outcome outcome;
    outcome.trace = traceFromText(text, more);
    outcome.explanation = explain(*outcome.trace, options);
    return outcome;
}

Outcome onTenSms(std::string_view text)
{
    static const device::DeviceProfile profile = tenSms();
    ExplainOptions options;
    options.profile = &profile;
    return explained(text, options);
}

bool atPlay(const Finding& finding)
{
    return finding.certainty == Certainty::proved || finding.certainty == Certainty::likely;
}

bool only(const Outcome& outcome, std::string_view slug)
{
    for (const Finding& finding : outcome.explanation.findings)
        if (atPlay(finding) != (finding.slug == slug)) {
            qWarning("%s: %d", finding.slug.c_str(), int(finding.certainty));
            return false;
        }
    return true;
}

const char* const launchBound = "s7: A[10,12)#1 B[20,22)#2 C[30,32)#3 D[40,42)#4\n"
                                "h1: cudaLaunchKernel[5,9)#1 cudaLaunchKernel[15,19)#2 cudaLaunchKernel[25,29)#3 "
                                "cudaLaunchKernel[35,39)#4";

} // namespace streamscope::tests
