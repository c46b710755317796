// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slice_table.h"

#include "timeline/slice_table_model.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <vector>

namespace streamscope::ui {

namespace {
/// A clipboard is no place for more.
constexpr int copyLimit = 100'000;
} // namespace

SliceTable::SliceTable(QWidget* parent)
    : QWidget(parent), m_model(new SliceTableModel(this)), m_view(new QTableView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_view->setObjectName(QStringLiteral("sliceTable"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_view->horizontalHeader()->setSectionResizeMode(SliceTableModel::Name, QHeaderView::Stretch);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->setAccessibleName(tr("Table of slices"));
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (const auto slice = m_model->sliceAt(current.row()))
                    emit chosen(*slice);
            });
}

void SliceTable::setTrace(trace::TracePointer trace, Ns originNs)
{
    if (trace != m_model->trace() || originNs != m_model->originNs())
        m_model->setTrace(std::move(trace), originNs);
}

void SliceTable::select(trace::SliceRef slice)
{
    const int at = m_model->rowOf(slice);
    if (at < 0 || m_view->currentIndex().row() == at || !m_view->isVisible())
        return;
    m_model->reveal(at);
    const QSignalBlocker quiet(this);
    m_view->setCurrentIndex(m_model->index(at, 0));
}

QString SliceTable::copyText() const
{
    std::vector<int> rows;
    const auto selected = m_view->selectionModel()->selectedRows();
    for (const QModelIndex& index : selected)
        rows.push_back(index.row());
    if (rows.size() < 2) {
        rows.resize(std::size_t(std::min(m_model->sliceCount(), copyLimit)));
        std::iota(rows.begin(), rows.end(), 0);
    }
    return m_model->text(rows);
}

bool SliceTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(copyText());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SliceTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model->retranslate();
        m_view->setAccessibleName(tr("Table of slices"));
    }
    if (event->type() == QEvent::FontChange)
        m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QWidget::changeEvent(event);
}

} // namespace streamscope::ui
