// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/nsight_database.h"

#include <cstdint>
#include <future>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace streamscope::formats {

/// The rows of a table whose columns are integers, read through a connection of their own on another thread while this
/// one reads other tables; then given out one by one as NsightDatabase::Rows gives them. Owned by one thread.
class RowsAhead
{
public:
    RowsAhead(const std::string& path, const std::string& table, const std::vector<std::string_view>& columns,
              std::stop_token stop);

    bool next(); ///< waits for the table at first
    bool isBroken() const { return m_read.broken; }
    bool isInteger(int column) const { return flag(column) == integerFlag; }
    bool isNull(int column) const { return flag(column) == nullFlag; }
    std::int64_t integer(int column, std::int64_t otherwise = 0) const
    {
        return isInteger(column) ? m_read.values[m_at * m_columns + static_cast<std::size_t>(column)] : otherwise;
    }
    std::int64_t rowId() const { return m_read.rowIds[m_at]; }

private:
    enum Flag : std::uint8_t
    {
        otherFlag,
        integerFlag,
        nullFlag
    };
    struct Read
    {
        std::vector<std::int64_t> values;
        std::vector<Flag> flags;
        std::vector<std::int64_t> rowIds;
        bool broken = false;
    };
    static Read read(const std::string& path, const std::string& table, const std::vector<std::string_view>& columns,
                     std::stop_token stop);
    Flag flag(int column) const { return m_read.flags[m_at * m_columns + static_cast<std::size_t>(column)]; }

    std::size_t m_columns = 0;
    std::future<Read> m_reading;
    Read m_read;
    std::size_t m_at = 0, m_next = 0;
};

} // namespace streamscope::formats
