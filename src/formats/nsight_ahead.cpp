// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_ahead.h"

namespace streamscope::formats {

RowsAhead::RowsAhead(const std::string& path, const std::string& table, const std::vector<std::string_view>& columns,
                     std::stop_token stop)
    : m_columns(columns.size()),
      m_reading(std::async(std::launch::async, &RowsAhead::read, path, table, columns, std::move(stop)))
{}

RowsAhead::Read RowsAhead::read(const std::string& path, const std::string& table,
                                const std::vector<std::string_view>& columns, std::stop_token stop)
{
    Read read;
    const Result<NsightDatabase> database = NsightDatabase::open(path, std::move(stop));
    if (!database) {
        read.broken = true;
        return read;
    }
    NsightDatabase::Rows rows = database->rows(table, columns);
    while (rows.next()) {
        for (int column = 0; column < static_cast<int>(columns.size()); ++column) {
            const bool integer = rows.isInteger(column);
            read.values.push_back(integer ? rows.integer(column) : 0);
            read.flags.push_back(integer ? integerFlag : rows.isNull(column) ? nullFlag : otherFlag);
        }
        read.rowIds.push_back(rows.rowId());
    }
    read.broken = rows.isBroken();
    return read;
}

bool RowsAhead::next()
{
    if (m_reading.valid())
        m_read = m_reading.get();
    m_at = m_next;
    return m_next++ < m_read.rowIds.size();
}

} // namespace streamscope::formats
