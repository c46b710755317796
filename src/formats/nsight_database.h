// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace streamscope::formats {

/// A database opened to be read, with nothing in it trusted: only plain tables are looked at, never views.
class NsightDatabase
{
public:
    /// Errors: formats.sqlite-broken.
    static Result<NsightDatabase> open(const std::string& path, std::stop_token stop = {});
    ~NsightDatabase();
    NsightDatabase(NsightDatabase&&) = default;
    NsightDatabase& operator=(NsightDatabase&&) = default;

    bool hasTable(std::string_view table) const;
    const std::vector<std::string>& tables() const { return m_tables; }
    std::vector<std::string> columnsOf(const std::string& table) const;
    /// How many rows a table has; nothing where the database is broken.
    std::optional<std::int64_t> count(const std::string& table) const;

    /// The rows of a table, one by one; columns that it lacks read as NULL. Without the table there are no rows.
    class Rows
    {
    public:
        Rows() = default;
        Rows(Rows&&) = default;
        Rows& operator=(Rows&&) = delete;
        bool next(); ///< false at the end and where the database is broken
        bool isBroken() const { return m_broken; }
        bool has(int column) const { return m_present[static_cast<std::size_t>(column)]; }
        bool isInteger(int column) const;
        bool isNull(int column) const;
        std::int64_t integer(int column, std::int64_t otherwise = 0) const; ///< `otherwise` for any other type
        std::string_view text(int column) const;                            ///< empty for any other type
        std::int64_t rowId() const;

    private:
        friend class NsightDatabase;
        struct Finalize
        {
            void operator()(sqlite3_stmt* statement) const;
        };
        std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
        std::vector<bool> m_present;
        bool m_broken = false;
    };
    Rows rows(const std::string& table, const std::vector<std::string_view>& columns) const;

    /// One row with all its columns, as name and JSON text.
    std::vector<std::pair<std::string, std::string>> row(const std::string& table, std::int64_t rowId) const;

private:
    struct Close
    {
        void operator()(sqlite3* database) const;
    };
    NsightDatabase() = default;

    std::unique_ptr<std::stop_token> m_stop; ///< where SQLite's progress callback finds it
    std::unique_ptr<sqlite3, Close> m_database;
    std::vector<std::string> m_tables;
};

} // namespace streamscope::formats
