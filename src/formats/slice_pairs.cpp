// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/slice_pairs.h"

#include <algorithm>
#include <vector>

namespace streamscope::formats {

using trace::Slice;

namespace {

/// Open slices that an end looks at, so that no file makes this quadratic.
constexpr std::size_t deepest = 256;

class Open
{
public:
    bool empty() const { return m_marks.empty(); }
    void push(const SliceMark& mark) { m_marks.push_back(mark); }
    SliceMark pop() { return take(m_marks.size() - 1); }

    /// The innermost of the process; else none.
    const SliceMark* around(std::int64_t process) const
    {
        for (std::size_t i = m_marks.size(); i > lowest(); --i)
            if (m_marks[i - 1].process == process)
                return &m_marks[i - 1];
        return nullptr;
    }

    /// What `end` closes, which is then open no more; false if nothing.
    bool close(const SliceMark& end, SliceMark& begin)
    {
        constexpr std::size_t none = ~std::size_t(0);
        std::size_t found = none;
        for (std::size_t i = m_marks.size(); i > lowest(); --i) {
            const SliceMark& mark = m_marks[i - 1];
            if (end.slice.name != 0 && mark.slice.name != end.slice.name)
                continue;
            const bool own = mark.process == end.process;
            if (own || found == none)
                found = i - 1;
            if (own)
                break;
        }
        if (found != none)
            begin = take(found);
        return found != none;
    }

private:
    std::size_t lowest() const { return m_marks.size() > deepest ? m_marks.size() - deepest : 0; }
    SliceMark take(std::size_t i)
    {
        const SliceMark mark = m_marks[i];
        m_marks.erase(m_marks.begin() + static_cast<std::ptrdiff_t>(i));
        return mark;
    }

    std::vector<SliceMark> m_marks;
};

} // namespace

std::int64_t pairMarks(std::span<SliceMark> marks, bool together, Ns untilNs,
                       const std::function<void(std::uint32_t row, const Slice&)>& add)
{
    std::ranges::stable_sort(marks, {}, [](const SliceMark& mark) { return mark.slice.startNs; });
    Open open;
    std::int64_t alone = 0;
    const auto finish = [&add](SliceMark begin, Ns endNs) {
        begin.slice.durationNs = endNs - begin.slice.startNs;
        add(begin.row, begin.slice);
    };
    for (SliceMark& mark : marks) {
        if (const SliceMark* const around = together ? open.around(mark.process) : nullptr)
            mark.row = around->row;
        SliceMark begin;
        if (mark.part == SliceMark::Part::instant)
            add(mark.row, mark.slice);
        else if (mark.part == SliceMark::Part::begin)
            open.push(mark);
        else if (open.close(mark, begin))
            finish(begin, mark.slice.startNs);
        else
            ++alone;
    }
    for (; !open.empty(); ++alone)
        finish(open.pop(), untilNs);
    return alone;
}

} // namespace streamscope::formats
