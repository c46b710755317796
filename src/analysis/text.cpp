// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/text.h"

#include <cmath>
#include <fmt/format.h>

namespace streamscope::analysis {

namespace {

std::string threeDigits(double value)
{
    const double magnitude = std::fabs(value);
    const int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (decimals > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text;
}

} // namespace

std::string timesText(double factor)
{
    return (factor > 0 && factor < 0.0995 ? fmt::format("{:.2g}", factor) : threeDigits(factor)) + "×";
}

std::string durationText(Ns ns)
{
    const double value = double(ns);
    const double magnitude = std::fabs(value);
    if (magnitude < 999.5)
        return fmt::format("{} ns", ns);
    if (magnitude < 999.5e3)
        return threeDigits(value / 1e3) + " µs";
    if (magnitude < 999.5e6)
        return threeDigits(value / 1e6) + " ms";
    return threeDigits(value / 1e9) + " s";
}

std::string percentText(double share)
{
    const double percent = share * 100;
    return (percent < 9.95 && percent >= 0.05 ? fmt::format("{:.1f}", percent) : fmt::format("{:.0f}", percent)) + " %";
}

std::string countText(std::int64_t count)
{
    std::string text = std::to_string(count);
    for (int at = int(text.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
        text.insert(std::size_t(at), 1, ',');
    return text;
}

} // namespace streamscope::analysis
